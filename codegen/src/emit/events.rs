//! All events as one enum in one envelope.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::api::{Event, Events, Field, Kind, Presence};

/// The items of the file.
pub(super) fn items(events: &Events) -> TokenStream {
    let (event, data, envelope) = (event(events), data(events), envelope(events));
    quote! { #event #data #envelope }
}

fn field_type(field: &Field) -> TokenStream {
    let ty = values::ty(&field.kind);
    match field.presence {
        Presence::Required => ty,
        _ => values::of("Option", ty),
    }
}

fn event(events: &Events) -> TokenStream {
    let names: Vec<_> = events.envelope.iter().map(|field| ident(&field.name)).collect();
    let fields = events.envelope.iter().zip(&names).map(|(field, name)| {
        let about = docs::docs(&docs::or_else(&field.description, "A field of the envelope."));
        let ty = field_type(field);
        quote! { #about pub #name: #ty, }
    });
    let parameters = events.envelope.iter().zip(&names).map(|(field, name)| {
        let ty = match field.presence {
            Presence::Required => values::argument(&field.kind),
            _ => field_type(field),
        };
        quote! { #name: #ty, }
    });
    let values = events.envelope.iter().zip(&names).map(|(field, name)| {
        let value = quote! { #name };
        match field.presence {
            Presence::Required => values::member(name, values::convert(&field.kind, &value)),
            _ => value,
        }
    });
    quote! {
        #[doc = " An event: its data, and the envelope in which it is delivered."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Event {
            #(#fields)*
            #[doc = " The data, by the type of the event."]
            pub data: EventData,
        }

        impl Event {
            #[doc = " Creates an event as the service would send it, for tests."]
            pub fn new(#(#parameters)* data: impl Into<EventData>) -> Self {
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

fn data(events: &Events) -> TokenStream {
    let variants: Vec<_> = events.events.iter().map(|event| ident(&event.variant)).collect();
    let wires: Vec<_> = events.events.iter().map(|event| &event.wire).collect();
    let types: Vec<_> = events.events.iter().map(|event| values::ty(&event.kind)).collect();
    let about = events.events.iter().map(|event| docs::docs(&about(event)));
    let conversions = events.events.iter().enumerate().filter_map(|(index, event)| {
        // If two events have the same type of data, neither can be made from it.
        let unique = events.events.iter().filter(|other| other.kind == event.kind).count() == 1;
        let (variant, ty) = (&variants[index], &types[index]);
        (unique && matches!(event.kind, Kind::Struct(_) | Kind::Enum(_))).then(|| {
            quote! {
                impl From<#ty> for EventData {
                    #[inline]
                    fn from(data: #ty) -> Self {
                        Self::#variant(Box::new(data))
                    }
                }
            }
        })
    });
    quote! {
        #[doc = " The data of an event, by type. It is boxed, because a message is far larger than the others."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum EventData {
            #(#about #variants(Box<#types>),)*
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

/// The description of an event, or else its summary or its name.
fn about(event: &Event) -> String {
    docs::or_else(&event.description, &docs::or_else(&event.summary, &format!("`{}`", event.wire)))
}

/// The envelope with its wire names, in the order of the document.
fn envelope(events: &Events) -> TokenStream {
    let (tag, data) = (&events.tag, &events.data);
    let mut fields: Vec<_> = events.envelope.iter().map(|field| (ident(&field.name), field_type(field))).collect();
    let mut wires: Vec<&String> = events.envelope.iter().map(|field| &field.wire).collect();
    fields.insert(events.before_tag, (ident("event_type"), quote! { String }));
    wires.insert(events.before_tag, tag);
    fields.push((ident("event_data"), quote! { RawData }));
    wires.push(data);
    let (names, types): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    quote! {
        #[doc = " The envelope as it is written on the wire, with the data not yet read."]
        struct Envelope {
            #(#names: #types,)*
        }

        object!(Envelope { #(#names: #wires),* });
    }
}
