//! Merges the committed documents with random mutants of them.

use std::fs;

use serde_yaml::{Mapping, Value};
use xtask::{fetch::merged, workspace};

/// A random number generator with the same sequence in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("it has 31 bits") % limit
    }
}

/// Changes about one in `rarity` values of a document.
fn mutate(value: &mut Value, rarity: usize, random: &mut Random) {
    match value {
        Value::Mapping(members) => {
            members.values_mut().for_each(|member| mutate(member, rarity, random));
            if random.below(rarity) == 0 {
                mutate_members(members, random);
            }
        }
        Value::Sequence(items) => {
            items.iter_mut().for_each(|item| mutate(item, rarity, random));
            match random.below(rarity * 4) {
                0 => items.reverse(),
                1 => _ = items.pop(),
                2 => items.push(Value::from("added: 'item'")),
                _ => {}
            }
        }
        Value::String(text) if random.below(rarity * 4) == 0 => text.push_str(" #\n more\n"),
        Value::Bool(value) if random.below(rarity) == 0 => *value = !*value,
        _ => {}
    }
}

fn mutate_members(members: &mut Mapping, random: &mut Random) {
    let keys: Vec<_> = members.keys().filter(|key| !matches!(key.as_str(), Some("openapi"))).cloned().collect();
    if keys.is_empty() {
        return;
    }
    let key = &keys[random.below(keys.len())];
    match random.below(5) {
        0 => _ = members.remove(key),
        1 => _ = members.insert(Value::from("added"), Value::from(7)),
        2 => {
            let value = members.remove(key).expect("it has the key");
            members.insert(Value::from("renamed: 1"), value);
        }
        3 => {
            let copy = members[key].clone();
            members.insert(Value::from("copied"), copy);
        }
        _ => _ = members.insert(key.clone(), Value::Sequence(vec![members[key].clone()])),
    }
}

/// `merged` itself fails if the structure of its result is not that of the mutant.
#[test]
fn merged_document_has_the_structure_of_any_mutant_and_keeps_our_text() {
    for name in ["wsapi-api.yaml", "wsapi-server.yaml", "wsapi-events.yaml"] {
        let ours = fs::read_to_string(workspace::documents().join(name)).expect("it can be read");
        let (comment, _) = ours.split_once("\n\n").expect("it begins with a comment");
        for seed in 0..6 {
            let mut document: Value = serde_yaml::from_str(&ours).expect("it is YAML");
            mutate(&mut document, [20, 200, 2000][usize::try_from(seed % 3).expect("it is small")], &mut Random(seed));
            document["openapi"] = Value::from("3.0.3");
            let theirs = serde_yaml::to_string(&document).expect("it can be printed");
            let new = merged(&ours, &theirs).unwrap_or_else(|error| panic!("{name}, seed {seed}: {error:#}"));
            assert!(new.starts_with(comment), "{name}, seed {seed}: the text was rewritten");
            assert!(merged(&new, &theirs).is_ok_and(|again| again == new), "{name}, seed {seed}: it changes again");
            let back = merged(&new, &ours).unwrap_or_else(|error| panic!("{name}, seed {seed}, back: {error:#}"));
            assert!(back.starts_with(comment), "{name}, seed {seed}, back: the text was rewritten");
        }
    }
}
