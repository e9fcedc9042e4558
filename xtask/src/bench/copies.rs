//! Enlarges a document with copies of everything. All names are unique, so that nothing is merged or reused.

use serde_yaml::{Mapping, Value};

/// The prefix of references.
const COMPONENTS: &str = "#/components/";

/// Returns the document with `count` copies of all paths, tags and components. Security schemes are not copied.
pub(super) fn copies(document: &Mapping, count: usize) -> Mapping {
    let mut copies = document.clone();
    for key in ["paths", "tags", "components"] {
        copies.remove(key);
    }
    let (mut paths, mut tags, mut components) = (Mapping::new(), Vec::new(), Mapping::new());
    for copy in 1..=count {
        add_paths(&mut paths, document.get("paths"), copy);
        add_tags(&mut tags, document.get("tags"), copy);
        add_components(&mut components, document.get("components"), copy);
    }
    copies.insert("paths".into(), paths.into());
    copies.insert("tags".into(), tags.into());
    copies.insert("components".into(), components.into());
    copies
}

fn add_paths(paths: &mut Mapping, original: Option<&Value>, copy: usize) {
    for (path, item) in members(original) {
        let mut item = item.clone();
        refer(&mut item, copy);
        for (_, operation) in item.as_mapping_mut().into_iter().flatten() {
            let Some(operation) = operation.as_mapping_mut() else { continue };
            if let Some(id) = operation.get_mut("operationId") {
                rename(id, copy);
            }
            let tags = operation.get_mut("tags").and_then(Value::as_sequence_mut);
            tags.into_iter().flatten().for_each(|tag| rename(tag, copy));
        }
        paths.insert(format!("/copy{copy}{}", path.as_str().unwrap_or_default()).into(), item);
    }
}

fn add_tags(tags: &mut Vec<Value>, original: Option<&Value>, copy: usize) {
    for tag in original.and_then(Value::as_sequence).into_iter().flatten() {
        let mut tag = tag.clone();
        if let Some(name) = tag.get_mut("name") {
            rename(name, copy);
        }
        tags.push(tag);
    }
}

fn add_components(components: &mut Mapping, original: Option<&Value>, copy: usize) {
    for (key, section) in members(original) {
        if key == "securitySchemes" {
            components.insert(key.clone(), section.clone());
            continue;
        }
        let target = components.entry(key.clone()).or_insert_with(|| Mapping::new().into());
        for (name, component) in members(Some(section)) {
            let (mut name, mut component) = (name.clone(), component.clone());
            rename(&mut name, copy);
            refer(&mut component, copy);
            target.as_mapping_mut().and_then(|target| target.insert(name, component));
        }
    }
}

fn members(node: Option<&Value>) -> impl Iterator<Item = (&Value, &Value)> {
    node.and_then(Value::as_mapping).into_iter().flatten()
}

fn rename(name: &mut Value, copy: usize) {
    if let Value::String(name) = name {
        *name = format!("Copy{copy}{name}");
    }
}

/// Changes all references in a node to refer to the copy, including those in a discriminator's `mapping`.
fn refer(node: &mut Value, copy: usize) {
    match node {
        Value::Mapping(members) => members.iter_mut().for_each(|(_, member)| refer(member, copy)),
        Value::Sequence(items) => items.iter_mut().for_each(|item| refer(item, copy)),
        Value::String(text) => {
            if let Some((section, name)) = text.strip_prefix(COMPONENTS).and_then(|rest| rest.split_once('/')) {
                *text = format!("{COMPONENTS}{section}/Copy{copy}{name}");
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::{Mapping, Value};

    use super::copies;

    #[test]
    fn copies_refer_to_their_own_components() {
        let document: Mapping = serde_yaml::from_str(
            "{tags: [{name: pets}],
              paths: {/pets: {get: {operationId: List, tags: [pets], example: {$ref: '#/components/schemas/Pet'}}}},
              components: {schemas: {Pet: {type: object}}, securitySchemes: {key: {type: http}}}}",
        )
        .expect("it is YAML");
        let expected: Value = serde_yaml::from_str(
            "{paths:
                {/copy1/pets: {get: {operationId: Copy1List, tags: [Copy1pets],
                                     example: {$ref: '#/components/schemas/Copy1Pet'}}},
                 /copy2/pets: {get: {operationId: Copy2List, tags: [Copy2pets],
                                     example: {$ref: '#/components/schemas/Copy2Pet'}}}},
              tags: [{name: Copy1pets}, {name: Copy2pets}],
              components: {schemas: {Copy1Pet: {type: object}, Copy2Pet: {type: object}},
                           securitySchemes: {key: {type: http}}}}",
        )
        .expect("it is YAML");
        assert_eq!(Value::from(copies(&document, 2)), expected);
    }
}
