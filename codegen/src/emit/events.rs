//! All events as one enum in one envelope.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, prose::RustNames, values};
use crate::api::{Events, Field, Presence};

/// The items of the file.
pub(super) fn items(events: &Events, emitter: &Emitter<'_>) -> TokenStream {
    let (event, data, envelope) = (event(events, emitter), data(events, emitter), envelope(events));
    quote! { #event #data #envelope }
}

/// The type of a field of the envelope, in which null is the same as nothing.
fn field_type(field: &Field) -> TokenStream {
    values::optional_unless(values::ty(&field.kind), field.presence == Presence::Required)
}

fn event(events: &Events, emitter: &Emitter<'_>) -> TokenStream {
    let translations = RustNames::of_api(emitter);
    let names = Vec::from_iter(events.envelope.iter().map(|field| ident(&field.name)));
    let types = events.envelope.iter().map(field_type);
    let about = |field: &Field| translations.translate(docs::text_or(&field.description, "A field of the envelope."));
    let abouts = events.envelope.iter().map(|field| docs::docs(&about(field)));
    let parameters = events.envelope.iter().map(values::parameter);
    let values = events.envelope.iter().map(values::member);
    quote! {
        #[doc = " An event: its data, and the envelope in which it is delivered."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Event {
            #(#abouts pub #names: #types,)*
            #[doc = " The data, by the type of the event."]
            pub data: EventData,
        }

        impl Event {
            #[doc = " Creates an event as the service would send it, for tests."]
            pub fn new(#(#parameters,)* data: impl Into<EventData>) -> Self {
                Self { #(#values,)* data: data.into() }
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let event_data = self.data.to_raw().map_err(serde::ser::Error::custom)?;
                let event_type = self.data.event_type().to_owned();
                Envelope { #(#names: self.#names.clone(),)* event_type, event_data }.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for Event {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let Envelope { #(#names,)* event_type, event_data } = Envelope::deserialize(deserializer)?;
                let data = EventData::from_raw(&event_type, event_data);
                let data = data.map_err(|error| unreadable_event(&event_type, &error))?;
                Ok(Self { #(#names,)* data })
            }
        }
    }
}

fn data(events: &Events, emitter: &Emitter<'_>) -> TokenStream {
    let variants = Vec::from_iter(events.events.iter().map(|event| ident(&event.variant)));
    let wires = Vec::from_iter(events.events.iter().map(|event| &event.wire));
    let types = Vec::from_iter(events.events.iter().map(|event| values::ty(&event.kind)));
    let names = RustNames::of_api(emitter);
    let abouts = events.events.iter().map(|event| {
        let name = format!("`{}`", event.wire);
        docs::docs(&names.translate(docs::text_or(&event.description, docs::text_or(&event.summary, &name))))
    });
    // A type that is the data of several events gets no `From`: it does not determine the event.
    let conversions = events.events.iter().filter(|event| events.is_convertible(event)).map(|event| {
        let (variant, ty) = (ident(&event.variant), values::ty(&event.kind));
        quote! {
            impl From<#ty> for EventData {
                #[inline]
                fn from(data: #ty) -> Self {
                    Self::#variant(Box::new(data))
                }
            }
        }
    });
    quote! {
        #[doc = " The data of an event, by type. It is boxed, because a message is far larger than the others."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum EventData {
            #(#abouts #variants(Box<#types>),)*
            #[doc = " An event of a type that this release does not know: its type and its data as received."]
            Unknown(UnknownEvent),
        }

        impl EventData {
            #[doc = " The types of events that this release knows."]
            pub const TYPES: &'static [&'static str] = &[#(#wires),*];

            #[doc = " Returns the type of the event as it is written on the wire."]
            pub fn event_type(&self) -> &str {
                match self {
                    #(Self::#variants(_) => #wires,)*
                    Self::Unknown(event) => event.event_type(),
                }
            }

            #[inline]
            pub(crate) fn from_raw(event_type: &str, data: impl Unparsed) -> Result<Self, serde_json::Error> {
                match event_type {
                    #(#wires => data.read().map(Self::#variants),)*
                    _ => Ok(Self::Unknown(UnknownEvent::from_raw(event_type, data.into_raw()?))),
                }
            }

            #[inline]
            fn to_raw(&self) -> Result<RawData, serde_json::Error> {
                match self {
                    #(Self::#variants(data) => RawData::of(&**data),)*
                    Self::Unknown(event) => Ok(event.raw().clone()),
                }
            }
        }

        #(#conversions)*
    }
}

/// The envelope with its wire names, in the order of the document.
fn envelope(events: &Events) -> TokenStream {
    let field = |field: &Field| (ident(&field.name), field_type(field), field.wire.clone());
    let mut fields = Vec::from_iter(events.envelope.iter().map(field));
    fields.insert(events.before_tag, (ident("event_type"), quote! { String }, events.tag.clone()));
    fields.push((ident("event_data"), quote! { RawData }, events.data.clone()));
    let items = fields.iter().map(|(name, ty, _)| quote! { #name: #ty });
    let wires = fields.iter().map(|(name, _, wire)| quote! { #name: #wire });
    quote! {
        #[doc = " The envelope as it is written on the wire, with the data not yet read."]
        struct Envelope { #(#items),* }

        object!(Envelope { #(#wires),* });
    }
}
