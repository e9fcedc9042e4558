//! The compiler as a witness: compiles the examples of every old operation against the new SDK.
//!
//! A finding must explain each example that no longer compiles, and a finding that affects every caller must break the
//! example. Anything else is a disagreement: a bug in the table or in the comparison.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Context, Result, ensure};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta};
use wsapi_codegen::api::{Api, Index, Operation, Output};

use super::{
    compare::{
        calls,
        kinds::Renamed,
        side::{address_of, by_call, reach, requests},
    },
    finding::{Finding, Subject},
    rule::Effect,
};
use crate::{
    compile::{self, Tree},
    files::MARK,
};

/// The result of compiling the examples.
#[derive(Clone, Debug, Default)]
pub struct Testimony {
    /// The number of examples.
    pub examples: usize,
    /// The operations whose examples do not compile, each with the first error.
    pub broken: BTreeMap<String, String>,
    /// The disagreements between the table and the compiler.
    pub disagreements: Vec<String>,
}

/// Rules that affect every call of the operation, unless a different method accepts its arguments under the old name.
const CERTAIN: [&str; 12] = [
    "operation-removed",
    "method-renamed",
    "required-parameter-added",
    "required-parameter-removed",
    "parameter-became-required",
    "parameter-became-optional",
    "required-body-added",
    "required-body-removed",
    "optional-body-added",
    "optional-body-removed",
    "body-became-required",
    "body-became-optional",
];

/// Compiles the examples of the old API against the new one, in a workspace named `scratch`, and compares the result
/// with the findings.
pub fn witness(scratch: &str, old: &Api, new: &Api, findings: &[Finding]) -> Result<Testimony> {
    let files = |api: &Api| wsapi_codegen::print(api).map_err(|report| crate::report::error(&report));
    let examples = examples(&files(old)?, &old.crate_name)?;
    let broken = compiled(scratch, files(new)?, &examples)?;
    let mut testimony = Testimony { examples: examples.len(), broken, disagreements: Vec::new() };
    for operation in old.operations().filter(|operation| examples.contains_key(&operation.id)) {
        let (is_possible, is_certain) = predicted(operation, old, new, findings);
        match testimony.broken.get(&operation.id) {
            Some(error) if !is_possible => {
                let message = format!("`{}` does not compile, but no finding says so: {error}", operation.id);
                testimony.disagreements.push(message);
            }
            None if is_certain => {
                let message = format!("`{}` compiles, but a finding says that it does not", operation.id);
                testimony.disagreements.push(message);
            }
            _ => {}
        }
    }
    Ok(testimony)
}

/// Returns whether the findings allow the example to break, and whether they require it.
fn predicted(operation: &Operation, old: &Api, new: &Api, findings: &[Finding]) -> (bool, bool) {
    let same = |other: &&Operation| address_of(other) == address_of(operation);
    let new_id = new.operations().find(same).map_or(&operation.id, |other| &other.id);
    let called = called(operation, old, new);
    let types = types(operation, &Index::of(&old.types));
    let is_about = |finding: &&Finding| match &finding.subject {
        Subject::Operation(id) | Subject::Parameter(id, _) | Subject::Status(id, _) => {
            id == new_id || *id == operation.id || called.is_some_and(|called| *id == called.id)
        }
        Subject::Type(name) | Subject::Member(name, _) => {
            // The subject has the new name of the type.
            let old_name = finding.detail.trim_matches('`').split("` → `").next().unwrap_or_default();
            types.contains(name.as_str()) || (finding.rule.id == "type-renamed" && types.contains(old_name))
        }
        Subject::Service | Subject::Event(_) | Subject::Header(..) | Subject::Document(..) => false,
    };
    let may_compile =
        |called| calls::may_compile(&calls::of_method(operation), &calls::of_method(called), &Renamed::new());
    let breaking = findings.iter().filter(|finding| finding.rule.source == Effect::Breaking).filter(is_about);
    let rules: BTreeSet<&str> = breaking.map(|finding| finding.rule.id).collect();
    let is_certain = rules.iter().any(|rule| CERTAIN.contains(rule)) && !called.is_some_and(may_compile);
    (!rules.is_empty(), is_certain)
}

/// The new operation that is called as the old one was.
fn called<'a>(operation: &Operation, old: &Api, new: &'a Api) -> Option<&'a Operation> {
    let (call, _) = by_call(old).into_iter().find(|(_, other)| other.id == operation.id)?;
    by_call(new).remove(&call)
}

/// Returns the types that a call of the operation can mention.
fn types<'a>(operation: &'a Operation, index: &Index<'a>) -> HashSet<&'a str> {
    let output = match &operation.output {
        Output::One(content) => content.kind(),
        Output::ByStatus(..) => None,
    };
    let mut found = HashSet::new();
    reach(requests(operation).chain(output), index, &mut found);
    found
}

/// Returns the examples in the docs of the methods, by operation id.
fn examples(files: &[(String, String)], crate_name: &str) -> Result<BTreeMap<String, String>> {
    let mut examples = BTreeMap::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with("resources/")) {
        let items = syn::parse_file(text)?.items.into_iter();
        let methods = items.filter_map(|item| if let Item::Impl(item) = item { Some(item.items) } else { None });
        for method in methods.flatten() {
            let ImplItem::Fn(method) = method else { continue };
            let docs: Vec<String> = method.attrs.iter().filter_map(doc).collect();
            let code: Vec<&str> =
                docs.iter().map(String::as_str).skip_while(|line| *line != "```no_run").skip(1).collect();
            let code =
                code.into_iter().take_while(|line| *line != "```").map(|line| line.strip_prefix("# ").unwrap_or(line));
            let code: Vec<String> = code.map(|line| line.replace(&format!("{crate_name}::"), "super::sdk::")).collect();
            if !code.is_empty() {
                let id =
                    operation_id(&docs).with_context(|| format!("no facts in the docs of `{}`", method.sig.ident))?;
                examples.insert(id, code.join("\n") + "\n");
            }
        }
    }
    Ok(examples)
}

/// Returns the id that the facts of an operation begin with. They are a paragraph, which may have line breaks anywhere.
fn operation_id(docs: &[String]) -> Option<String> {
    // A paragraph of the description, which precedes the facts, may begin with a code span too.
    let text = docs.iter().take_while(|line| *line != "```no_run").map(|line| line.as_str());
    let text = Vec::from_iter(text).join("\n");
    let paragraphs = text.split("\n\n").map(|lines| lines.replace('\n', " "));
    let ids = paragraphs.filter_map(|facts| {
        let (id, rest) = facts.strip_prefix('`')?.split_once('`')?;
        rest.starts_with(" · `").then(|| id.to_owned())
    });
    ids.last()
}

/// Returns the text of a doc attribute.
fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &meta.value else { return None };
    match &literal.lit {
        Lit::Str(text) if meta.path.is_ident("doc") => Some(text.value().trim_start_matches(' ').trim_end().to_owned()),
        _ => None,
    }
}

/// Compiles the examples next to the generated code, and returns the first error of each that does not compile.
///
/// The compiler stops after unresolved names, so it runs again without the examples that failed.
fn compiled(
    scratch: &str,
    files: Vec<(String, String)>,
    examples: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let ids: Vec<&String> = examples.keys().collect();
    let mut broken = BTreeMap::new();
    loop {
        let left: Vec<usize> = (0..ids.len()).filter(|index| !broken.contains_key(ids[*index])).collect();
        let modules = left.iter().map(|index| format!("mod example_{index};\n"));
        let sdk = "//! Examples of an older SDK.\n\n#![allow(warnings)]\n\nmod sdk {\n    pub(crate) use crate::{generated::types, prelude::*};\n}\n\n";
        let mut tree = files.clone();
        tree.push(("witness/mod.rs".to_owned(), format!("{MARK}.\n\n{sdk}{}", modules.collect::<String>())));
        let example = |index: &usize| {
            (format!("witness/example_{index}.rs"), format!("{MARK}.\n\n//! An example.\n\n{}", examples[ids[*index]]))
        };
        tree.extend(left.iter().map(example));
        // Cargo treats crates with the same name in two workspaces as the same crate.
        let errors = compile::errors(scratch, Tree { name: scratch.to_owned(), files: tree })?;
        if errors.is_empty() {
            return Ok(broken);
        }
        for (file, message) in errors {
            let index = file
                .rsplit_once("witness/example_")
                .and_then(|(_, rest)| rest.strip_suffix(".rs")?.parse::<usize>().ok());
            let id = index.and_then(|index| ids.get(index));
            ensure!(id.is_some(), "the new SDK does not compile: {file}: {message}");
            id.into_iter().for_each(|id| drop(broken.insert((*id).clone(), message.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{examples, operation_id};

    fn id_in(docs: &str) -> Option<String> {
        operation_id(&Vec::from_iter(docs.lines().map(str::to_owned)))
    }

    #[test]
    fn id_is_found_in_wrapped_facts() {
        for facts in ["`a` · `GET /a` · key", "`a` ·\n`GET /a` · key", "`a`\n· `GET /a` · key", "`a` · `GET\n/a` · key"]
        {
            assert_eq!(id_in(&format!("Calls it.\n\n{facts}\n\n# Examples\n\n```no_run\n")).as_deref(), Some("a"));
        }
    }

    #[test]
    fn code_spans_of_a_description_are_not_ids() {
        assert_eq!(id_in("`b` · one\n\n`c` is `d` · `e`\n\n`b` · `c`\n\n`a` · `GET /a`\n\ntext").as_deref(), Some("a"));
        assert_eq!(id_in("`c` is `d` · `e`\n\n```no_run\n\n`a` · `GET /a`"), None);
    }

    #[test]
    fn every_method_with_an_example_has_an_id() {
        let file = |docs: &str| {
            let text = format!("impl Pets {{ {docs} fn list() {{}} fn helper() {{}} }}");
            examples(&[("resources/pets".to_owned(), text)], "pets")
        };
        let example = "#[doc = \"\"] #[doc = \" ```no_run\"] #[doc = \" pets::A;\"] #[doc = \" ```\"]";
        let found = file(&format!("#[doc = \" `listPets` ·\"] #[doc = \" `GET /pets`\"] {example}")).unwrap();
        assert_eq!(Vec::from_iter(found), [("listPets".to_owned(), "super::sdk::A;\n".to_owned())]);
        let error = file(example).unwrap_err();
        assert_eq!(error.to_string(), "no facts in the docs of `list`");
    }
}
