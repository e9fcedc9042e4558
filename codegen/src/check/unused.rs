//! Keywords that have no effect where they are: one warning for each, with the number of places.

use super::Check;
use crate::{
    document::{Role, is_extension},
    node::Cursor,
    problem::NOT_REVIEWED,
    schema::{combines, is_annotation, object_parts},
};

/// Notes everything about an object that is ignored.
pub(super) fn check(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| is_extension(key) && !key.starts_with("x-sdk-")) {
        if key == "x-review" {
            let hint = "edit descriptions and examples, then remove `x-review`";
            check.warn(&value, NOT_REVIEWED).hint(hint);
            continue;
        }
        check.ignore(&value, format!("the extension `{key}` is ignored"));
    }
    match role {
        Role::Root => ignore(object, &["externalDocs"], "the document", check),
        Role::Info => next_to(object, "summary", "description", check),
        Role::Server => {
            let variables = object.get("variables");
            variables.iter().for_each(|all| check.ignore(all, "only the defaults of server variables are used"));
        }
        Role::License => ignore(object, &["identifier"], "the license", check),
        Role::Components => ignore(object, &["callbacks", "pathItems"], "`components`", check),
        Role::Operation => _ = first_only(object, "tags", check),
        Role::Parameter => examples(object, check),
        Role::MediaType => {
            ignore(object, &["encoding"], "a media type", check);
            examples(object, check);
        }
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
    next_to(schema, "title", "description", check);
    examples(schema, check);
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
        let inside = format!("{}/", schema.pointer);
        let is_own = |part: &Cursor<'_>| part.pointer == schema.pointer || part.pointer.starts_with(&inside);
        for part in object_parts(schema).into_iter().flatten().filter(|part| !is_own(part)) {
            ignore(&part, &["minProperties", "maxProperties"], "an object in `allOf`", check);
        }
    }
}

fn examples(object: &Cursor<'_>, check: &mut Check<'_>) {
    if !first_only(object, "examples", check) {
        next_to(object, "examples", "example", check);
    }
}

/// Notes that only the first entry of a list or of a map is used, if there are more.
fn first_only(object: &Cursor<'_>, key: &str, check: &mut Check<'_>) -> bool {
    let entries = object.get(key).filter(|entries| entries.items().count().max(entries.members().count()) > 1);
    if let Some(entries) = &entries {
        check.ignore(entries, format!("only the first of the `{key}` is used: the others are ignored"));
    }
    entries.is_some()
}

/// Of two keywords, only the second is used.
fn next_to(object: &Cursor<'_>, ignored: &str, used: &str, check: &mut Check<'_>) {
    if let (Some(value), Some(_)) = (object.get(ignored), object.get(used)) {
        check.ignore(&value, format!("`{ignored}` next to `{used}` is ignored"));
    }
}

fn ignore(object: &Cursor<'_>, keys: &[&str], owner: &str, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| keys.contains(&key)) {
        check.ignore(&value, format!("`{key}` of {owner} is ignored"));
    }
}
