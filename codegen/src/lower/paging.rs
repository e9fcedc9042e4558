//! Lists that are returned page by page, recognised by their shape.

use serde_json::Value;

use crate::api::{
    Api, Class, Content, Field, Index, Kind, Number, Operation, Output, Page, Parameter, Presence, Struct,
};

/// Names of the number of a page, where pages are counted from 1.
const NUMBERS: [&str; 3] = ["pageNumber", "page_number", "page"];

/// Names of the number of items on all pages.
const TOTALS: [&str; 4] = ["totalCount", "total_count", "totalItems", "total"];

/// Finds the operations that return a page.
pub(super) fn find(api: &mut Api) {
    let index = Index::of(&api.types);
    for operation in api.resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        operation.page = page(&index, operation);
    }
}

/// A read without a body that takes the number of a page, and returns one list with a count of the items on all pages
/// or with the number of the page. Neither alone would determine the next page.
fn page(index: &Index<'_>, operation: &Operation) -> Option<Page> {
    let Output::One(Content::Json(Kind::Struct(name))) = &operation.output else { return None };
    if operation.class != Class::Safe || operation.body.is_some() || operation.successes.len() != 1 {
        return None;
    }
    let number = operation.setters.iter().find(|setter| is_number_of_page(setter))?;
    let strukt = index.strukt(name)?;
    let mut lists = strukt.fields.iter().filter(|field| matches!(field.kind, Kind::List(_)));
    let (items, None) = (lists.next()?, lists.next()) else { return None };
    if items.presence == Presence::ThreeState {
        return None;
    }
    let (total, own_number) = (integer(strukt, &TOTALS), integer(strukt, &NUMBERS));
    total.or(own_number)?;
    Some(Page {
        number: number.clone(),
        type_name: name.clone(),
        items: items.clone(),
        total: total.cloned(),
        own_number: own_number.cloned(),
    })
}

/// An integer that may be 1, and that is not declared to begin with 0.
fn is_number_of_page(parameter: &Parameter) -> bool {
    let default = parameter.default.as_ref().and_then(Value::as_i64);
    let minimum = parameter.limits.get("minimum").and_then(Value::as_i64);
    let begins_below_one = default.or(minimum).is_some_and(|first| first < 1);
    NUMBERS.contains(&parameter.wire.as_str()) && is_integer(&parameter.kind) && !begins_below_one
}

fn integer<'a>(strukt: &'a Struct, names: &[&str]) -> Option<&'a Field> {
    strukt.fields.iter().find(|field| {
        names.contains(&field.wire.as_str()) && is_integer(&field.kind) && field.presence != Presence::ThreeState
    })
}

fn is_integer(kind: &Kind) -> bool {
    matches!(kind, Kind::Number(Number::I32 | Number::I64))
}
