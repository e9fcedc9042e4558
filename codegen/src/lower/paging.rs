//! Lists that come page by page, known by their shape.

use openapiv3::{OpenAPI, Parameter as Declared, ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};

use crate::api::{Api, Class, Content, Field, Kind, Operation, Page, Parameter, Presence, Struct};

/// What the number of a page is called, where pages are counted from 1.
const NUMBERS: [&str; 3] = ["pageNumber", "page_number", "page"];

/// What the number of items on all pages is called.
const TOTALS: [&str; 4] = ["totalCount", "total_count", "totalItems", "total"];

/// Finds the operations that give a page.
pub(super) fn find(document: &OpenAPI, api: &mut Api) {
    let counts_from_one = |operation: &Operation, page: &Page| begins_at_one(document, operation, &page.number.wire);
    let found = |operation| page(api, operation).filter(|page| counts_from_one(operation, page));
    let pages: Vec<Option<Page>> = api.operations().map(found).collect();
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
    let (total, own_number) = (integer(one, &TOTALS), integer(one, &NUMBERS));
    total.or(own_number)?;
    Some(Page {
        number: number.clone(),
        type_name: name.clone(),
        items: items.clone(),
        total: total.cloned(),
        own_number: own_number.cloned(),
    })
}

/// Whether nothing says that there is a page 0.
fn begins_at_one(document: &OpenAPI, operation: &Operation, wire: &str) -> bool {
    let item = document.paths.paths.get(&operation.path).and_then(ReferenceOr::as_item);
    let method = operation.method.to_lowercase();
    let source = item.and_then(|item| item.iter().find(|(name, _)| *name == method));
    let parameters = source.into_iter().flat_map(|(_, source)| &source.parameters).filter_map(ReferenceOr::as_item);
    let mut data = parameters.map(Declared::parameter_data_ref).filter(|data| data.name == wire);
    let Some(ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema))) = data.next().map(|data| &data.format) else {
        return true;
    };
    let is_below_one = |number: i64| number < 1;
    let default = schema.schema_data.default.as_ref().and_then(serde_json::Value::as_i64);
    let minimum = match &schema.schema_kind {
        SchemaKind::Type(Type::Integer(integer)) => integer.minimum,
        _ => None,
    };
    !default.or(minimum).is_some_and(is_below_one)
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
