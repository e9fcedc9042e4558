//! Keywords that have no effect where they are: one warning for each, with the number of places.

use super::Check;
use crate::{
    document::{Role, is_extension},
    node::Cursor,
    schema::{combines, is_annotation},
};

/// Notes everything about an object that is ignored.
pub(super) fn check(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| is_extension(key) && !key.starts_with("x-sdk-")) {
        check.ignore(format!("the extension `{key}` is ignored"), &value);
    }
    match role {
        Role::Root => ignore(object, &["externalDocs"], "the document", check),
        Role::Server => {
            let message = || "only the defaults of server variables are used".to_owned();
            object.get("variables").iter().for_each(|variables| check.ignore(message(), variables));
        }
        Role::License => ignore(object, &["identifier"], "the license", check),
        Role::Components => ignore(object, &["callbacks", "pathItems"], "`components`", check),
        Role::MediaType => ignore(object, &["encoding"], "a media type", check),
        Role::Example => ignore(object, &["summary", "description", "externalValue"], "an example", check),
        Role::Header => {
            let unused = ["style", "explode", "allowReserved", "allowEmptyValue", "content"];
            ignore(object, &unused, "a header", check);
            object.get("schema").iter().for_each(|schema| ignore(schema, &["nullable"], "a header", check));
        }
        Role::Schema | Role::Member => schema(object, check),
        _ => {}
    }
}

fn schema(schema: &Cursor<'_>, check: &mut Check<'_>) {
    ignore(schema, &["xml", "$comment"], "a schema", check);
    let mut steps = schema.pointer.rsplit('/');
    let [last, holder, content] = [(); 3].map(|()| steps.next().unwrap_or_default());
    let is_received = schema.pointer.starts_with("/webhooks/");
    if is_received || !matches!(holder, "properties" | "allOf") {
        ignore(schema, &["readOnly", "writeOnly"], "a schema that is not a request property", check);
    }
    if is_received && last == "schema" && content == "content" {
        let unused = ["title", "externalDocs", "example", "deprecated", "nullable", "minProperties", "maxProperties"];
        ignore(schema, &unused, "the envelope of an event", check);
    }
    if combines(schema.node) {
        for member in schema.items_of("allOf").iter().filter(|member| member.node.get("$ref").is_some()) {
            let is_unused = |key: &str| key == "nullable" || (is_annotation(key) && !is_extension(key));
            let unused: Vec<&str> = member.node.members().map(|(key, _)| key).filter(|key| is_unused(key)).collect();
            ignore(member, &unused, "a reference in `allOf`", check);
        }
    }
}

fn ignore(object: &Cursor<'_>, keys: &[&str], owner: &str, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| keys.contains(&key)) {
        check.ignore(format!("`{key}` of {owner} is ignored"), &value);
    }
}
