//! The names that a target lists, in brackets or in a `match`, and whether each of them selects anything.

use std::{collections::HashSet, sync::LazyLock};

use regex::{Captures, Regex};
use serde_json_path::JsonPath;

use super::{
    target,
    twin::{Step, Twin},
};

/// A text in quotes.
const LITERAL: &str = r#"'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*""#;

/// Several names in one place of a target.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) all: Vec<String>,
    test: Test,
}

/// Finds out which names select anything. Testing the selected nodes takes less time than selecting them again.
#[derive(Debug)]
enum Test {
    /// The selected nodes have the names as keys.
    Key,
    /// The selected nodes have the names as this value.
    Value(JsonPath),
    /// Each name has a target of its own.
    Targets(Vec<JsonPath>),
}

impl Listed {
    /// Finds the names in a valid target. One `match` that is negated selects what has none of its names.
    pub(super) fn of(target: &str) -> Vec<Self> {
        static LISTS: LazyLock<Regex> = LazyLock::new(|| {
            let words = r#"(?<not>!\s*)?\bmatch\(@(?<query>[^,("]*), *['"](?<words>[\w-]+(?:\|[\w-]+)+)['"] *\)"#;
            let keys = format!(r"\[\s*(?<keys>(?:{LITERAL})(?:\s*,\s*(?:{LITERAL}))+)\s*\]");
            Regex::new(&format!("{words}|{keys}|{LITERAL}")).expect("the pattern is valid")
        });
        LISTS
            .captures_iter(target)
            .filter_map(|list| Self::words(target, &list).or_else(|| Self::keys(target, &list)))
            .collect()
    }

    /// The names of a `match`.
    fn words(target: &str, list: &Captures<'_>) -> Option<Self> {
        let (query, words) = (list.name("query")?.as_str(), list.name("words")?.as_str());
        if list.name("not").is_some() {
            return None;
        }
        let all: Vec<String> = words.split('|').map(str::to_owned).collect();
        let rest = &target[list.get(0)?.end()..];
        // The filter selects the nodes of the target if nothing follows it.
        let is_last = rest.strip_suffix(']').is_some_and(|rest| !rest.contains(['[', ']']));
        let test = match is_last {
            true => Test::Value(target::parse(&format!("${query}")).ok()?),
            false => Self::targets(target, list, all.iter().map(|word| format!("(@{query}=='{word}')")))?,
        };
        Some(Self { all, test })
    }

    /// The names in brackets.
    fn keys(target: &str, list: &Captures<'_>) -> Option<Self> {
        static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new(LITERAL).expect("the pattern is valid"));
        let keys: Vec<&str> = KEY.find_iter(list.name("keys")?.as_str()).map(|key| key.as_str()).collect();
        let all: Vec<String> = keys.iter().map(|key| key[1..key.len() - 1].to_owned()).collect();
        let is_plain = list.get(0)?.end() == target.len() && all.iter().all(|key| !key.contains('\\'));
        let test = match is_plain {
            true => Test::Key,
            false => Self::targets(target, list, keys.iter().map(|key| format!("[{key}]")))?,
        };
        Some(Self { all, test })
    }

    /// The target with each choice instead of the list.
    fn targets(target: &str, list: &Captures<'_>, choices: impl Iterator<Item = String>) -> Option<Test> {
        let range = list.get(0)?.range();
        let single =
            |choice| target::parse(&format!("{}{choice}{}", &target[..range.start], &target[range.end..])).ok();
        Some(Test::Targets(choices.map(single).collect::<Option<_>>()?))
    }

    /// Returns for each name whether it selects anything in a document in which the target selects these nodes.
    pub(super) fn found(&self, twin: &Twin<'_>, selected: &[Vec<Step>]) -> Vec<bool> {
        let key = |path: &Vec<Step>| if let Some(Step::Key(key)) = path.last() { Some(key.clone()) } else { None };
        let found: HashSet<String> = match &self.test {
            Test::Key => selected.iter().filter_map(key).collect(),
            Test::Value(query) => selected.iter().flat_map(|path| twin.texts(path, query)).collect(),
            Test::Targets(targets) => {
                return targets.iter().map(|target| !selected.is_empty() && twin.has(target)).collect();
            }
        };
        self.all.iter().map(|name| found.contains(name)).collect()
    }
}
