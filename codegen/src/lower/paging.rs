//! Lists that come page by page, known by their shape.

use crate::api::{Api, Class, Content, Field, Kind, Operation, Page, Parameter, Presence, Struct};

/// What the number of a page is called, where pages are counted from 1.
const NUMBERS: [&str; 3] = ["pageNumber", "page_number", "page"];

/// What the number of items on all pages is called.
const TOTALS: [&str; 4] = ["totalCount", "total_count", "totalItems", "total"];

/// Finds the operations that give a page.
pub(super) fn find(api: &mut Api) {
    let pages: Vec<Option<Page>> = api.operations().map(|operation| page(api, operation)).collect();
    let operations = api.resources.iter_mut().flat_map(|resource| &mut resource.operations);
    operations.zip(pages).for_each(|(operation, page)| operation.page = page);
}

/// A read without a body that takes the number of a page, and gives one list with a count of what is on all pages or
/// with the number of the page. Neither alone would say what the next page is.
fn page(api: &Api, operation: &Operation) -> Option<Page> {
    let [result] = &operation.results[..] else { return None };
    let Content::Json(Kind::Struct(name)) = &result.content else { return None };
    if operation.class != Class::Safe || operation.body.is_some() {
        return None;
    }
    let number = operation.setters.iter().find(|setter| is_number_of_page(setter))?;
    let one = api.struct_named(name)?;
    let mut lists = one.fields.iter().filter(|field| matches!(field.kind, Kind::List(_)));
    let (items, None) = (lists.next()?, lists.next()) else { return None };
    if items.presence == Presence::ThreeState {
        return None;
    }
    let total = integer(one, &TOTALS);
    total.or(integer(one, &NUMBERS))?;
    Some(Page { number: number.clone(), type_name: name.clone(), items: items.clone(), total: total.cloned() })
}

fn is_number_of_page(parameter: &Parameter) -> bool {
    NUMBERS.contains(&parameter.wire.as_str()) && is_integer(&parameter.kind)
}

fn integer<'a>(one: &'a Struct, names: &[&str]) -> Option<&'a Field> {
    one.fields.iter().find(|field| {
        names.contains(&field.wire.as_str()) && is_integer(&field.kind) && field.presence != Presence::ThreeState
    })
}

fn is_integer(kind: &Kind) -> bool {
    matches!(kind, Kind::Number("i32" | "i64"))
}
