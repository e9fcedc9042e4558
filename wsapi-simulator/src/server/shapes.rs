//! The rules for bodies where the server differs from the documents, and the values of omitted members.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    generated::SHAPES,
    rules::{Kind, Member, Route, Shape},
};

const EVENTS: Kind = Kind::List(&Kind::Text, 0);

/// A configuration. The SDK requires all members to be set explicitly; the server uses defaults for omitted ones.
static INSTANCE_CONFIG: Shape = Shape {
    name: "SetInstanceConfigRequest",
    schema: "InstanceConfig",
    members: &[
        Member::optional("apiKey", Kind::Text),
        Member::optional("webhookUrl", Kind::Text),
        Member::optional("signingSecret", Kind::Text),
        Member::optional("eventFilters", EVENTS),
        Member::optional("historySync", Kind::Boolean),
        Member::optional("publishEvents", Kind::Boolean),
    ],
};

/// A new instance. Its id has a separate rule, which includes the length.
static CREATE_INSTANCE: Shape = Shape {
    name: "CreateInstanceRequest",
    schema: "CreateInstanceRequest",
    members: &[
        Member::required("id", Kind::Text),
        Member::optional("webhookUrl", Kind::Text),
        Member::optional("apiKey", Kind::Text),
        Member::optional("signingSecret", Kind::Text),
        Member::optional("eventFilters", EVENTS),
        Member::optional("historySync", Kind::Boolean),
        Member::optional("publishEvents", Kind::Boolean),
    ],
};

/// Returns the rules for the body of an operation.
pub(super) fn of(route: &Route) -> Option<&'static Shape> {
    match route.info.id {
        "updateInstanceConfig" => Some(&INSTANCE_CONFIG),
        "createInstance" => Some(&CREATE_INSTANCE),
        _ => SHAPES.iter().find(|shape| Some(shape.name) == route.body),
    }
}

/// Adds the members that may be omitted although the type of the SDK requires them: false, 0, or an empty value. Go
/// treats `null` as an omitted member.
pub(super) fn completed(mut members: Map<String, Value>, shape: &Shape) -> Bytes {
    members.retain(|_, value| !value.is_null());
    let is_config = shape.name == INSTANCE_CONFIG.name;
    for member in shape.members.iter().filter(|member| member.is_required || is_config) {
        members.entry(member.name).or_insert_with(|| empty(&member.kind, is_config));
    }
    serde_json::to_vec(&members).expect("a JSON value can be printed").into()
}

fn empty(kind: &Kind, is_config: bool) -> Value {
    match kind {
        Kind::Text | Kind::TextUpTo(_) | Kind::OneOf(_) | Kind::Time => json!(""),
        _ if is_config => Value::Null,
        Kind::Boolean => json!(false),
        Kind::Number | Kind::Integer(..) => json!(0),
        Kind::List(..) => json!([]),
        Kind::Object(_) | Kind::Any => Value::Null,
    }
}
