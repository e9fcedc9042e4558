//! The fields of every object of OpenAPI 3.0, and those of 3.1 that have no equivalent in it.

use super::grammar::{FieldType, FieldType::*, Fields, Role, Role::*};

impl Role {
    /// The noun for a message, and the fields that the object may have.
    pub(super) fn object(self) -> (&'static str, &'static [Fields]) {
        match self {
            Root => ("a document", ROOT),
            Info => ("`info`", INFO),
            Contact => ("`contact`", CONTACT),
            License => ("`license`", LICENSE),
            Server => ("a server", SERVER),
            ServerVariable => ("a server variable", SERVER_VARIABLE),
            Components => ("`components`", COMPONENTS),
            PathItem => ("a path", PATH_ITEM),
            Operation => ("an operation", OPERATION),
            Parameter => ("a parameter", PARAMETER),
            RequestBody => ("a request body", REQUEST_BODY),
            MediaType => ("a media type", MEDIA_TYPE),
            Encoding => ("an encoding", ENCODING),
            Response => ("a response", RESPONSE),
            // It has the fields of a parameter without the first row.
            Header => ("a header", &PARAMETER[1..]),
            Example => ("an example", EXAMPLE),
            Link => ("a link", LINK),
            Tag => ("a tag", TAG),
            ExternalDocs => ("`externalDocs`", EXTERNAL_DOCS),
            SecurityScheme => ("a security scheme", SECURITY_SCHEME),
            // Its keys are names of schemes.
            SecurityRequirement => ("a security requirement", &[]),
            Schema | Member => ("a schema", SCHEMA),
        }
    }
}

const fn must(ty: FieldType, keys: &'static str) -> Fields {
    Fields { keys, ty, are_required: true }
}

const fn may(ty: FieldType, keys: &'static str) -> Fields {
    Fields { keys, ty, are_required: false }
}

const ROOT: &[Fields] = &[
    must(Text, "openapi"),
    must(One(Info), "info"),
    may(List(Server), "servers"),
    may(Patterned(PathItem), "paths"),
    may(Map(PathItem), "webhooks"),
    may(One(Components), "components"),
    may(List(SecurityRequirement), "security"),
    may(List(Tag), "tags"),
    may(One(ExternalDocs), "externalDocs"),
];

const INFO: &[Fields] = &[
    must(Text, "title version"),
    may(Text, "summary description termsOfService"),
    may(One(Contact), "contact"),
    may(One(License), "license"),
];

const CONTACT: &[Fields] = &[may(Text, "name url email")];
const LICENSE: &[Fields] = &[must(Text, "name"), may(Text, "url identifier")];
const SERVER: &[Fields] = &[must(Text, "url"), may(Text, "description"), may(Map(ServerVariable), "variables")];
const SERVER_VARIABLE: &[Fields] = &[may(Texts, "enum"), must(Text, "default"), may(Text, "description")];

const COMPONENTS: &[Fields] = &[
    may(Map(Schema), "schemas"),
    may(Map(Response), "responses"),
    may(Map(Parameter), "parameters"),
    may(Map(Example), "examples"),
    may(Map(RequestBody), "requestBodies"),
    may(Map(Header), "headers"),
    may(Map(SecurityScheme), "securitySchemes"),
    may(Map(Link), "links"),
    may(Anything, "callbacks pathItems"),
];

const PATH_ITEM: &[Fields] = &[
    may(Text, "$ref summary description"),
    may(One(Operation), "get put post delete options head patch trace"),
    may(List(Server), "servers"),
    may(List(Parameter), "parameters"),
];

const OPERATION: &[Fields] = &[
    may(Texts, "tags"),
    may(Text, "summary description operationId"),
    may(One(ExternalDocs), "externalDocs"),
    may(List(Parameter), "parameters"),
    may(One(RequestBody), "requestBody"),
    must(Patterned(Response), "responses"),
    may(Anything, "callbacks"),
    may(Flag, "deprecated"),
    may(List(SecurityRequirement), "security"),
    may(List(Server), "servers"),
];

const PARAMETER: &[Fields] = &[
    must(Text, "name in"),
    may(Text, "description style"),
    may(Flag, "required deprecated allowEmptyValue explode allowReserved"),
    may(One(Schema), "schema"),
    may(Anything, "example"),
    may(Map(Example), "examples"),
    may(Map(MediaType), "content"),
];

const REQUEST_BODY: &[Fields] = &[may(Text, "description"), must(Map(MediaType), "content"), may(Flag, "required")];

const MEDIA_TYPE: &[Fields] = &[
    may(One(Schema), "schema"),
    may(Anything, "example"),
    may(Map(Example), "examples"),
    may(Map(Encoding), "encoding"),
];

const ENCODING: &[Fields] =
    &[may(Text, "contentType style"), may(Map(Header), "headers"), may(Flag, "explode allowReserved")];

const RESPONSE: &[Fields] =
    &[may(Text, "description"), may(Map(Header), "headers"), may(Map(MediaType), "content"), may(Map(Link), "links")];

const EXAMPLE: &[Fields] = &[may(Text, "summary description externalValue"), may(Anything, "value")];

const LINK: &[Fields] = &[
    may(Text, "operationRef operationId description"),
    may(Anything, "parameters requestBody"),
    may(One(Server), "server"),
];

const TAG: &[Fields] = &[must(Text, "name"), may(Text, "description"), may(One(ExternalDocs), "externalDocs")];
const EXTERNAL_DOCS: &[Fields] = &[may(Text, "description"), must(Text, "url")];

const SECURITY_SCHEME: &[Fields] = &[
    must(Text, "type"),
    may(Text, "description name in scheme bearerFormat openIdConnectUrl"),
    may(Anything, "flows"),
];

const SCHEMA: &[Fields] = &[
    may(Text, "$ref format title description pattern"),
    may(Anything, "type default example xml"),
    may(Flag, "nullable exclusiveMinimum exclusiveMaximum uniqueItems deprecated readOnly writeOnly"),
    may(Values, "enum examples"),
    may(Map(Schema), "properties"),
    may(Texts, "required"),
    may(FlagOr(Schema), "additionalProperties"),
    may(One(Schema), "items not"),
    may(List(Member), "allOf"),
    may(List(Schema), "anyOf oneOf"),
    may(Count, "minLength maxLength minItems maxItems minProperties maxProperties"),
    may(Number, "minimum maximum multipleOf"),
    may(One(ExternalDocs), "externalDocs"),
];
