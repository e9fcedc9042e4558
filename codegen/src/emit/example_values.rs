//! Values of the documents as Rust expressions.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use super::{ident, values};
use crate::api::{Field, Index, Kind, MessageRefs, Number, Presence, Setter, Shape, Struct};

/// How deep the structs of an example may be nested. A struct that requires itself has no value at all.
const DEPTH: usize = 8;

/// Longer texts, such as a small picture in base64, are not readable.
const LONG: usize = 120;

/// How many values an example may have, those in structs and lists included. One with more is left out.
const VALUES: usize = 100;

/// How many members and items free JSON may have: the macro that takes it has a limit, and so do readers.
const FREE: usize = 20;

/// How an expression is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As an argument, which is converted.
    Argument,
    /// As a value of exactly the type.
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

    /// The argument of a setter.
    pub(super) fn parameter(&mut self, kind: &Kind, example: Option<&Value>) -> Option<TokenStream> {
        self.write(kind, example, Form::Argument)
    }

    /// The body, and whether it is more than the call of a constructor.
    pub(super) fn body(&mut self, kind: &Kind, example: Option<&Value>) -> Option<(TokenStream, bool)> {
        let Kind::Struct(name) = kind else { return Some((self.write(kind, example, Form::Exact)?, false)) };
        let (new, set) = self.parts(name, example)?;
        Some((quote! { #new #(#set)* }, !set.is_empty()))
    }

    /// A value of the kind: the example if it is valid, or else any value; nothing if it would be too large.
    fn write(&mut self, kind: &Kind, example: Option<&Value>, form: Form) -> Option<TokenStream> {
        self.left = self.left.checked_sub(1)?;
        let short = |other| example.and_then(Value::as_str).filter(|text| text.len() <= LONG).unwrap_or(other);
        Some(match kind {
            Kind::Bool => example.and_then(Value::as_bool).unwrap_or(true).to_token_stream(),
            Kind::Number(ty) => number(*ty, example),
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
                _ => quote! { Media::path("picture.jpg") },
            },
            Kind::Json => {
                let json = json(example.filter(is_small).unwrap_or(&Value::Null));
                quote! { serde_json::json!(#json) }
            }
            Kind::JsonObject => json_object(example),
            Kind::Enum(name) => self.variant(name, example, form),
            Kind::Struct(_) => self.body(kind, example)?.0,
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
        let known = self.index.get(name).and_then(|ty| {
            let Shape::Enum(variants) = &ty.shape else { return None };
            let shown = |wire: &String| example.is_some_and(|example| example == wire);
            variants.iter().find(|variant| shown(&variant.wire)).or(variants.first())
        });
        let ty = ident(name);
        match known.map(|variant| ident(&variant.name)) {
            Some(variant) => quote! { #ty::#variant },
            None if form == Form::Argument => quote! { "value" },
            None => quote! { #ty::from("value") },
        }
    }

    fn list(&mut self, item: &Kind, example: Option<&Value>, form: Form) -> Option<TokenStream> {
        // Arrays of different lengths are different types.
        let form_of_items = if matches!(item, Kind::List(_)) { Form::Exact } else { form };
        let items = match example.and_then(Value::as_array).filter(|items| !items.is_empty()) {
            Some(items) => items.iter().map(Some).collect(),
            None => vec![None],
        };
        let items = items.into_iter().map(|example| self.write(item, example, form_of_items));
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

    /// A struct's constructor and the setters called on it.
    fn parts(&mut self, name: &str, example: Option<&Value>) -> Option<(TokenStream, Vec<TokenStream>)> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let ty = self.index.get(name)?;
        let strukt = ty.as_struct()?;
        let members = Members { strukt, example: example.filter(|value| value.is_object()).or(ty.example.as_ref()) };
        let arguments = strukt.fields.iter().filter(|field| field.is_argument);
        let values: Vec<_> = arguments.map(|field| self.required(field, &members)).collect::<Option<_>>()?;
        let set = strukt.fields.iter().filter(|field| !field.deprecated && members.is_worth_setting(field));
        let set = set.filter_map(|field| Some((field, field.setter.as_ref()?)));
        let mut set: Vec<_> = set.map(|(field, setter)| self.set(field, setter, &members)).collect::<Option<_>>()?;
        let refs: Vec<_> = strukt.message_refs.iter().filter_map(|refs| self.message_ref(refs, &members)).collect();
        set.extend(refs);
        self.depth -= 1;
        let name = ident(name);
        Some((quote! { #name::new(#(#values),*) }, set))
    }

    fn required(&mut self, field: &Field, members: &Members<'_>) -> Option<TokenStream> {
        let example = members.example_for(field);
        match field.presence {
            Presence::Nullable => self.write(&Kind::Nullable(Box::new(field.kind.clone())), example, Form::Exact),
            _ if self.depth == 1 => self.argument(&field.name, &field.kind, example),
            _ => self.write(&field.kind, example, Form::Argument),
        }
    }

    fn set(&mut self, field: &Field, setter: &Setter, members: &Members<'_>) -> Option<TokenStream> {
        let method = ident(&setter.name);
        let value = self.write(&field.kind, members.example_for(field), Form::Argument)?;
        Some(quote! { .#method(#value) })
    }

    fn message_ref(&mut self, refs: &MessageRefs, members: &Members<'_>) -> Option<TokenStream> {
        let (id, sender) = (members.field(&refs.id)?, members.field(&refs.sender)?);
        let id = self.write(&id.kind, Some(members.in_object(id)?), Form::Argument)?;
        let sender = self.argument("sender", &sender.kind, Some(members.in_object(sender)?))?;
        let method = ident(&refs.name);
        Some(quote! { .#method(MessageRef::new(#id, #sender)) })
    }
}

/// A struct and the object that shows its members.
struct Members<'a> {
    strukt: &'a Struct,
    example: Option<&'a Value>,
}

impl<'a> Members<'a> {
    /// The value of the field in the object.
    fn in_object(&self, field: &Field) -> Option<&'a Value> {
        self.example?.get(&field.wire)
    }

    fn field(&self, name: &str) -> Option<&'a Field> {
        self.strukt.fields.iter().find(|field| field.name == name)
    }

    /// The value of the field: that in the object, or the example of the field. The object may show a file by its
    /// address.
    fn example_for(&self, field: &Field) -> Option<&'a Value> {
        let address = || match field.kind {
            Kind::Media => self.in_object(self.strukt.fields.iter().find(|field| field.wire == "url")?),
            _ => None,
        };
        self.in_object(field).or_else(address).or_else(|| self.field(&field.name)?.example.as_ref())
    }

    /// Returns whether the value in the object differs from leaving the field out.
    fn is_worth_setting(&self, field: &Field) -> bool {
        let is_address = field.wire == "url" && self.strukt.fields.iter().any(|field| field.kind == Kind::Media);
        match self.in_object(field) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::String(text)) if text.len() > LONG => false,
            Some(_) => !is_address,
        }
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
    let Some(members) = example.filter(is_small).and_then(Value::as_object).filter(|members| !members.is_empty())
    else {
        return quote! { JsonObject::new() };
    };
    let members = members.iter().map(|(name, value)| {
        let value = json(value);
        quote! { (#name.to_owned(), serde_json::json!(#value)) }
    });
    quote! { JsonObject::from_iter([#(#members),*]) }
}

/// A number that the type can hold.
fn number(ty: Number, example: Option<&Value>) -> TokenStream {
    if ty.is_float() {
        let number = example.and_then(Value::as_f64).filter(|number| number.abs() < 1e9);
        return float(number.unwrap_or(1.0));
    }
    let is_in_range = |number: &i64| match ty {
        Number::I32 => i32::try_from(*number).is_ok(),
        Number::U32 => u32::try_from(*number).is_ok(),
        Number::U64 => *number >= 0,
        Number::I64 | Number::F32 | Number::F64 => true,
    };
    integer(example.and_then(Value::as_i64).filter(is_in_range).unwrap_or(1))
}

fn integer(number: i64) -> TokenStream {
    Literal::i64_unsuffixed(number).into_token_stream()
}

fn float(number: f64) -> TokenStream {
    Literal::f64_unsuffixed(number).into_token_stream()
}

fn is_small(value: &&Value) -> bool {
    size(value) <= FREE
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
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) if i32::try_from(number).is_ok() => integer(number),
            // Without its type it would be taken for an `i32`.
            (Some(number), _) if number >= 0 => Literal::i64_suffixed(number).into_token_stream(),
            (None, Some(number)) => Literal::u64_suffixed(number).into_token_stream(),
            _ => float(number.as_f64().filter(|number| number.abs() < 1e19).unwrap_or_default()),
        },
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
