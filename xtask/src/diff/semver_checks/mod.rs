//! `cargo-semver-checks` as a second judge. It compares the Rust APIs of the two SDKs and does not know the documents.
//!
//! The program and the table are right about different things, so a disagreement is listed, but is not an error. If a
//! known blind spot explains it, the list says so.

mod blind_spots;
mod copies;
mod items;
mod output;
mod program;

use std::path::Path;

use anyhow::Result;
use wsapi_codegen::api::Api;

use super::{finding::Finding, rule::Effect};
use crate::cargo;
use copies::Extent;
use items::Items;
use output::Break;
use program::Program;

/// The result of running the program.
#[derive(Clone, Debug)]
pub(super) enum Opinion {
    /// The program is not installed, does not work, or cannot compare the two SDKs. Contains the reason.
    Missing(String),
    /// The program has compared the two SDKs.
    Given(Verdict),
}

/// The breaks that the program found, and its disagreements with the findings.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// The name and the version of the program.
    pub(super) program: String,
    /// The reason why only the generated code was compared, if it was.
    pub(super) limit: Option<String>,
    /// All changes that break code, according to the program.
    pub(super) breaks: Vec<Break>,
    /// The breaks that no finding explains, each with the rules of the findings about the same item.
    pub(super) unexplained: Vec<(Break, Vec<&'static str>)>,
    /// The findings that break code but that the program does not report, by known reason.
    pub(super) unseen: Vec<(Option<&'static str>, Vec<Finding>)>,
}

impl Verdict {
    /// Returns the number of disagreements.
    pub(super) fn disagreements(&self) -> usize {
        self.unexplained.len() + self.unseen.iter().map(|(_, findings)| findings.len()).sum::<usize>()
    }
}

/// Runs the program in a folder named `scratch`, and compares the breaks with the findings.
pub(super) fn ask(scratch: &str, old: &Api, new: &Api, findings: &[Finding]) -> Result<Opinion> {
    let program = match Program::find() {
        Ok(Some(program)) => program,
        Ok(None) => {
            let message = format!("cargo-semver-checks is not installed: `{}`", program::INSTALL);
            return Ok(Opinion::Missing(message));
        }
        Err(reason) => return Ok(Opinion::Missing(format!("cargo-semver-checks does not work: {reason}"))),
    };
    let folder = cargo::target().join(scratch);
    let run = |extent| {
        copies::write(&folder, old, new, extent)?;
        anyhow::Ok(program.compare(&folder))
    };
    let (breaks, limit) = match run(Extent::Sdk)? {
        Ok(breaks) => (breaks, None),
        // The hand-written code comes from this workspace and may not fit one of the two versions.
        Err(reason) => match run(Extent::Generated)? {
            Ok(breaks) => (breaks, Some(reason)),
            Err(reason) => return Ok(Opinion::Missing(failure(&program, &folder, &reason))),
        },
    };
    let items = Items { old, new, findings };
    Ok(Opinion::Given(verdict(program.name, limit, breaks, items)))
}

fn failure(program: &Program, folder: &Path, reason: &str) -> String {
    let output = folder.join("output.txt");
    format!("{} cannot compare the two SDKs; its output is in {}\n{reason}", program.name, output.display())
}

/// Compares breaks with findings.
fn verdict(program: String, limit: Option<String>, breaks: Vec<Break>, items: Items<'_>) -> Verdict {
    let (breaking, other): (Vec<&Finding>, Vec<&Finding>) =
        items.findings.iter().partition(|finding| finding.rule.source == Effect::Breaking);
    let is_unexplained = |one: &&Break| !breaking.iter().any(|finding| items.are_related(finding, one));
    let related = |one: &Break| {
        let rules = other.iter().filter(|finding| items.are_related(finding, one)).map(|finding| finding.rule.id);
        (one.clone(), rules.collect())
    };
    let unexplained = breaks.iter().filter(is_unexplained).map(related).collect();
    let mut unseen: Vec<(Option<&'static str>, Vec<Finding>)> = Vec::new();
    for finding in breaking.into_iter().filter(|finding| !items.is_seen(finding, &breaks)) {
        let reason = blind_spots::reason(finding.rule.id);
        match unseen.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, findings)) => findings.push(finding.clone()),
            None => unseen.push((reason, vec![finding.clone()])),
        }
    }
    // Findings without a known reason come first, because they need attention.
    unseen.sort_by_key(|(reason, _)| *reason);
    Verdict { program, limit, breaks, unexplained, unseen }
}

#[cfg(test)]
mod tests {
    use wsapi_codegen::{Input, Source, Strictness, api::Api};

    use super::{Items, Verdict, output, verdict};
    use crate::diff::compare::compare;

    /// Two resources. One has a setter and a type that is sent.
    const OLD: &str = "
        openapi: 3.0.3
        info: { title: Pets, version: '1' }
        paths:
          /pets:
            post:
              operationId: addPet
              tags: [Pets]
              parameters: [{ name: dry, in: query, schema: { type: boolean } }]
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
              responses: { '204': { description: Nothing } }
          /owners:
            get: { operationId: listOwners, tags: [Owners], responses: { '204': { description: Nothing } } }
        components: { schemas: { Pet: { type: object, required: [name], properties: {
          name: { type: string }, nick: { type: string } } } } }
    ";

    fn api(text: &str) -> Api {
        let documents = vec![Source { name: "pets.yaml".to_owned(), text: text.to_owned() }];
        let input = Input { documents, strictness: Strictness::Lenient, ..Input::default() };
        wsapi_codegen::api(&input).unwrap_or_else(|report| panic!("{report}")).api
    }

    /// Returns the verdict for a change to the document and these breaks.
    fn judged(change: [&str; 2], breaks: &[&str]) -> Verdict {
        assert!(OLD.contains(change[0]));
        let (old, new) = (api(OLD), api(&OLD.replace(change[0], change[1])));
        let findings = compare(&old, &new);
        let text: String =
            breaks.iter().map(|one| format!("--- failure a_lint: A lint ---\nFailed in:\n  {one}\n")).collect();
        verdict(String::new(), None, output::breaks(&text), Items { old: &old, new: &new, findings: &findings })
    }

    /// Returns the rules of the undetected findings.
    fn unseen(verdict: &Verdict) -> Vec<&'static str> {
        verdict.unseen.iter().flat_map(|(_, findings)| findings.iter().map(|finding| finding.rule.id)).collect()
    }

    #[test]
    fn removed_operation_explains_missing_type_method_and_resource() {
        let owners = "/owners:
            get: { operationId: listOwners, tags: [Owners], responses: { '204': { description: Nothing } } }";
        let breaks = [
            "enum wsapi_client::operations::ListOwners, previously in file /old/owners.rs:1",
            "Owners::list, previously in file /old/owners.rs:2",
            "struct wsapi_client::resources::Owners, previously in file /old/owners.rs:3",
            "Client::owners, previously in file /old/owners.rs:4",
        ];
        let verdict = judged([owners, ""], &breaks);
        assert_eq!((verdict.breaks.len(), verdict.disagreements()), (4, 0), "{verdict:?}");
    }

    #[test]
    fn new_required_member_matches_constructor_with_one_more_parameter() {
        let change = ["required: [name]", "required: [name, nick]"];
        let new = "wsapi_client::types::Pet::new takes 1 parameters in /old/x.rs:1, but now takes 2 parameters in \
                   /new/x.rs:1";
        assert_eq!(judged(change, &[new, "Pet::nick, previously in file /old/x.rs:9"]).disagreements(), 0);
        assert_eq!(unseen(&judged(change, &[])), ["request-member-became-required", "constructor-changed"]);
    }

    #[test]
    fn removed_setter_of_a_call_matches_missing_method_of_call() {
        let change = ["name: dry", "name: wet"];
        assert_eq!(judged(change, &["Call::dry, previously in file /old/pets.rs:7"]).disagreements(), 0);
        let verdict = judged(change, &["Call::timeout, previously in file /old/call.rs:7"]);
        assert_eq!((unseen(&verdict), verdict.unexplained.len()), (vec!["optional-parameter-removed"], 1));
        assert!(verdict.unseen[0].0.is_some_and(|reason| reason.contains("`Call`")), "{verdict:?}");
    }

    #[test]
    fn unexplained_break_lists_the_findings_about_its_item() {
        let verdict = judged(
            ["nick: { type: string } }", "nick: { type: string }, age: { type: integer } }"],
            &["struct Pet in /new/pets.rs:7"],
        );
        assert_eq!(verdict.unexplained[0].1, ["optional-request-member-added"]);
    }
}
