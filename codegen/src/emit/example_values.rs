//! Values of the documents as Rust expressions.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::{ident, values};
use crate::api::{Field, Index, Kind, MessageRefs, Number, Presence, Shape, Struct};

/// The maximum depth of the structs of an example. A struct that requires itself has no value at all.
const DEPTH: usize = 8;

/// Longer texts, such as a small picture in base64, are not readable.
const LONG: usize = 120;

/// The maximum number of values of an example, those in structs and lists included. One with more is left out.
const VALUES: usize = 100;

/// The maximum number of members and items of free JSON: the macro that takes it has a limit, and so do readers.
const FREE: usize = 20;

/// The use of an expression: as an argument, which is converted, or as a value of exactly the type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Argument,
    Exact,
}

/// Writes values, and remembers their variables.
pub(super) struct Examples<'a> {
    index: &'a Index<'a>,
    /// Statements that precede the expression.
    pub(super) statements: Vec<TokenStream>,
    taken: BTreeSet<String>,
    depth: usize,
    left: usize,
}

impl<'a> Examples<'a> {
    pub(super) fn new(index: &'a Index<'a>) -> Self {
        let taken = BTreeSet::from(["client", "request"].map(str::to_owned));
        Self { index, statements: Vec::new(), taken, depth: 0, left: VALUES }
    }

    /// Takes a name for a variable, if it is free.
    pub(super) fn variable(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// The argument of a method or a constructor. A value that a program would prepare first becomes a variable.
    pub(super) fn argument(&mut self, name: &str, kind: &Kind, example: Option<&Value>) -> Option<TokenStream> {
        if !matches!(kind, Kind::Jid | Kind::Media) || !self.variable(name) {
            return self.write(kind, example, Form::Argument);
        }
        let variable = ident(name);
        let text = jid(example);
        let statement = if *kind == Kind::Jid && phone_of(text).is_none() {
            quote! { let #variable: Jid = #text.parse()?; }
        } else {
            let value = self.write(kind, example, Form::Argument)?;
            quote! { let #variable = #value; }
        };
        self.statements.push(statement);
        Some(quote! { #variable })
    }

    /// The call of a setter.
    pub(super) fn setter(&mut self, name: &str, kind: &Kind, example: Option<&Value>) -> Option<TokenStream> {
        let (method, value) = (ident(name), self.write(kind, example, Form::Argument)?);
        Some(quote! { .#method(#value) })
    }

    /// The body, and whether it is more than the call of a constructor.
    pub(super) fn body(&mut self, kind: &Kind, example: Option<&Value>) -> Option<(TokenStream, bool)> {
        match kind {
            Kind::Struct(name) => self.strukt(name, example),
            _ => Some((self.write(kind, example, Form::Exact)?, false)),
        }
    }

    /// A value of the kind: the example if it is valid, or else any value; nothing if it would be too large.
    fn write(&mut self, kind: &Kind, example: Option<&Value>, form: Form) -> Option<TokenStream> {
        self.left = self.left.checked_sub(1)?;
        let short = |other| example.and_then(Value::as_str).filter(|text| text.len() <= LONG).unwrap_or(other);
        let free = || example.filter(|example| size(example) <= FREE);
        Some(match kind {
            Kind::Bool => example.and_then(Value::as_bool).unwrap_or(true).to_token_stream(),
            Kind::Number(ty) => number(*ty, example).into_token_stream(),
            Kind::String => converted(kind, short("text"), form),
            Kind::PhoneNumber => converted(kind, &phone_number(short("+491701234567")), form),
            Kind::MessageId => converted(kind, short("3EB0C431C26A1916E07A"), form),
            Kind::Secret => converted(kind, short("secret"), form),
            Kind::Jid => match (jid(example), phone_of(jid(example))) {
                (_, Some(number)) => quote! { Jid::phone(#number)? },
                (text, None) => quote! { #text.parse::<Jid>()? },
            },
            Kind::Time => {
                let time = short("2026-01-31T12:00:00Z");
                quote! { #time.parse::<Time>()? }
            }
            Kind::Media => match short("") {
                url if url.contains("://") => quote! { Media::url(#url) },
                content => {
                    let path = path_of(content);
                    quote! { Media::path(#path) }
                }
            },
            Kind::Json => {
                let json = json(free().unwrap_or(&Value::Null));
                quote! { serde_json::json!(#json) }
            }
            Kind::JsonObject => json_object(free()),
            Kind::Enum(name) => self.variant(name, example, form),
            Kind::Struct(name) => self.strukt(name, example)?.0,
            Kind::List(item) => self.list(item, example, form)?,
            Kind::Map(value) => self.map(value, example)?,
            Kind::Nullable(_) if example.is_some_and(Value::is_null) => quote! { None },
            Kind::Nullable(inner) => {
                let inner = self.write(inner, example, Form::Exact)?;
                quote! { Some(#inner) }
            }
        })
    }

    fn variant(&self, name: &str, example: Option<&Value>, form: Form) -> TokenStream {
        let variants = match self.index.get(name).map(|ty| &ty.shape) {
            Some(Shape::Enum(variants)) => &variants[..],
            _ => &[],
        };
        let shown = variants.iter().find(|variant| example.is_some_and(|example| *example == variant.wire));
        let ty = ident(name);
        match shown.or(variants.first()).map(|variant| ident(&variant.name)) {
            Some(variant) => quote! { #ty::#variant },
            None if form == Form::Argument => quote! { "value" },
            None => quote! { #ty::from("value") },
        }
    }

    fn list(&mut self, item: &Kind, example: Option<&Value>, form: Form) -> Option<TokenStream> {
        // Arrays of different lengths are different types.
        let form_of_items = if matches!(item, Kind::List(_)) { Form::Exact } else { form };
        let count = example.and_then(Value::as_array).map_or(1, |items| items.len().max(1));
        let items = (0..count).map(|index| self.write(item, example.and_then(|list| list.get(index)), form_of_items));
        let items: Vec<_> = items.collect::<Option<_>>()?;
        Some(match form {
            Form::Argument => quote! { [#(#items),*] },
            Form::Exact => quote! { vec![#(#items),*] },
        })
    }

    fn map(&mut self, value: &Kind, example: Option<&Value>) -> Option<TokenStream> {
        let mut entry = |name: &str, example| {
            let value = self.write(value, example, Form::Exact)?;
            Some(quote! { (#name.to_owned(), #value) })
        };
        let entries: Vec<_> = match example.and_then(Value::as_object).filter(|members| !members.is_empty()) {
            Some(members) => members.iter().map(|(name, value)| entry(name, Some(value))).collect::<Option<_>>()?,
            None => vec![entry("name", None)?],
        };
        Some(quote! { BTreeMap::from([#(#entries),*]) })
    }

    /// The calls of a struct's constructor and setters, and whether there are setters.
    fn strukt(&mut self, name: &str, example: Option<&Value>) -> Option<(TokenStream, bool)> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let ty = self.index.get(name)?;
        let strukt = ty.as_struct()?;
        let shown = StructExample::new(strukt, example.filter(|value| value.is_object()).or(ty.example.as_ref()));
        let arguments = strukt.fields.iter().filter(|field| field.is_argument);
        let arguments: Vec<_> = arguments.map(|field| self.required(field, &shown)).collect::<Option<_>>()?;
        let set = strukt.fields.iter().filter(|field| !field.deprecated && shown.is_worth_setting(field));
        let set = set.filter_map(|field| Some((field, &field.setter.as_ref()?.name)));
        let set = set.map(|(field, setter)| self.setter(setter, &field.kind, shown.example(field)));
        let mut set: Vec<_> = set.collect::<Option<_>>()?;
        set.extend(strukt.message_refs.iter().filter_map(|refs| self.message_ref(refs, strukt, &shown)));
        self.depth -= 1;
        let (name, is_long) = (ident(name), !set.is_empty());
        Some((quote! { #name::new(#(#arguments),*) #(#set)* }, is_long))
    }

    fn required(&mut self, field: &Field, shown: &StructExample<'_>) -> Option<TokenStream> {
        let example = shown.example(field);
        match field.presence {
            Presence::Nullable => self.write(&Kind::Nullable(Box::new(field.kind.clone())), example, Form::Exact),
            _ if self.depth == 1 => self.argument(&field.name, &field.kind, example),
            _ => self.write(&field.kind, example, Form::Argument),
        }
    }

    fn message_ref(&mut self, refs: &MessageRefs, strukt: &Struct, shown: &StructExample<'_>) -> Option<TokenStream> {
        let shown = |name: &str| shown.value(strukt.fields.iter().find(|field| field.name == name)?);
        let (id, sender) = (shown(&refs.id)?, shown(&refs.sender)?);
        let id = self.write(&Kind::MessageId, Some(id), Form::Argument)?;
        let sender = self.argument("sender", &Kind::Jid, Some(sender))?;
        let method = ident(&refs.name);
        Some(quote! { .#method(MessageRef::new(#id, #sender)) })
    }
}

/// The example of a struct.
struct StructExample<'a> {
    object: Option<&'a Value>,
    /// The `url` field, if the struct also has a file.
    address: Option<&'a Field>,
}

impl<'a> StructExample<'a> {
    fn new(strukt: &'a Struct, object: Option<&'a Value>) -> Self {
        let has_file = strukt.fields.iter().any(|field| field.kind == Kind::Media);
        Self { object, address: strukt.fields.iter().find(|field| has_file && field.wire == "url") }
    }

    fn value(&self, field: &Field) -> Option<&'a Value> {
        self.object?.get(&field.wire)
    }

    /// Returns the value of the field in the object or, for a file, the URL there, or else the field's own example.
    fn example(&self, field: &'a Field) -> Option<&'a Value> {
        let address = self.address.filter(|_| field.kind == Kind::Media);
        self.value(field).or_else(|| self.value(address?)).or(field.example.as_ref())
    }

    /// Returns whether the value in the object differs from leaving the field out.
    fn is_worth_setting(&self, field: &Field) -> bool {
        match self.value(field) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::String(text)) if text.len() > LONG => false,
            Some(_) => self.address.is_none_or(|address| address.wire != field.wire),
        }
    }
}

/// A path of a file with the same format as the one in base64.
fn path_of(content: &str) -> &'static str {
    match content.get(12..16) {
        // The text of "EBP", and before it that of "RIFF", a length and "W".
        Some("RUJQ") if content.starts_with("UklGR") => "picture.webp",
        _ => "picture.jpg",
    }
}

fn jid(example: Option<&Value>) -> &str {
    example.and_then(Value::as_str).unwrap_or("491701234567@s.whatsapp.net")
}

/// The phone number that callers would write in place of an address.
fn phone_of(jid: &str) -> Option<String> {
    let digits = jid.strip_prefix('+').unwrap_or(jid);
    let is_phone = digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_phone.then(|| format!("+{digits}"))
}

/// A phone number as callers would write it: without its `+` it could be one without a country code.
fn phone_number(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!("+{text}") } else { text.to_owned() }
}

/// A string that converts to the kind.
fn converted(kind: &Kind, text: &str, form: Form) -> TokenStream {
    let ty = values::ty(kind);
    match form {
        Form::Argument => quote! { #text },
        Form::Exact if *kind == Kind::String => quote! { #text.to_owned() },
        Form::Exact => quote! { #ty::from(#text) },
    }
}

fn json_object(example: Option<&Value>) -> TokenStream {
    let members = example.and_then(Value::as_object).into_iter().flatten().map(|(name, value)| {
        let value = json(value);
        quote! { (#name.to_owned(), serde_json::json!(#value)) }
    });
    match Vec::from_iter(members) {
        members if members.is_empty() => quote! { JsonObject::new() },
        members => quote! { JsonObject::from_iter([#(#members),*]) },
    }
}

/// A number that the type can hold.
fn number(ty: Number, example: Option<&Value>) -> Literal {
    if ty.is_float() {
        let number = example.and_then(Value::as_f64).filter(|number| number.abs() < 1e9);
        return Literal::f64_unsuffixed(number.unwrap_or(1.0));
    }
    let is_in_range = |number: &i64| match ty {
        Number::I32 => i32::try_from(*number).is_ok(),
        Number::U32 => u32::try_from(*number).is_ok(),
        Number::U64 => *number >= 0,
        Number::I64 | Number::F32 | Number::F64 => true,
    };
    Literal::i64_unsuffixed(example.and_then(Value::as_i64).filter(is_in_range).unwrap_or(1))
}

/// The number of members and items, at all depths.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| 1 + size(item)).sum(),
        Value::Object(members) => members.values().map(|member| 1 + size(member)).sum(),
        _ => 0,
    }
}

/// JSON as the macro `json!` takes it.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote! { null },
        Value::Bool(value) => value.to_token_stream(),
        Value::Number(number) => {
            let literal = match (number.as_i64(), number.as_u64()) {
                (Some(number), _) if i32::try_from(number).is_ok() => Literal::i64_unsuffixed(number),
                // Without a suffix, it would be inferred as an `i32`.
                (Some(number), _) if number >= 0 => Literal::i64_suffixed(number),
                (None, Some(number)) => Literal::u64_suffixed(number),
                _ => Literal::f64_unsuffixed(number.as_f64().filter(|number| number.abs() < 1e19).unwrap_or_default()),
            };
            literal.into_token_stream()
        }
        Value::String(text) if text.len() > LONG => quote! { "text" },
        Value::String(text) => quote! { #text },
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote! { [#(#items),*] }
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json(value);
                quote! { #name: #value }
            });
            quote! { { #(#members),* } }
        }
    }
}
