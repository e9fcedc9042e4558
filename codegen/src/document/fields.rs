//! The fields of every object of OpenAPI 3.0, and those of 3.1 that have no equal in it.

use super::grammar::{Field, FieldType, FieldType::*, Role};

impl Role {
    /// The fields that the object may have.
    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Role::Root => ROOT,
            Role::Info => INFO,
            Role::Contact => CONTACT,
            Role::License => LICENSE,
            Role::Server => SERVER,
            Role::ServerVariable => SERVER_VARIABLE,
            Role::Components => COMPONENTS,
            Role::PathItem => PATH_ITEM,
            Role::Operation => OPERATION,
            Role::Parameter => PARAMETER,
            Role::RequestBody => REQUEST_BODY,
            Role::MediaType => MEDIA_TYPE,
            Role::Encoding => ENCODING,
            Role::Response => RESPONSE,
            Role::Header => HEADER,
            Role::Example => EXAMPLE,
            Role::Link => LINK,
            Role::Tag => TAG,
            Role::ExternalDocs => EXTERNAL_DOCS,
            Role::SecurityScheme => SECURITY_SCHEME,
            // Its keys are names of schemes.
            Role::SecurityRequirement => &[],
            Role::Schema | Role::Member => SCHEMA,
        }
    }
}

const fn must(key: &'static str, ty: FieldType) -> Field {
    Field { key, ty, is_required: true }
}

const fn may(key: &'static str, ty: FieldType) -> Field {
    Field { key, ty, is_required: false }
}

const ROOT: &[Field] = &[
    must("openapi", Text),
    must("info", One(Role::Info)),
    may("servers", List(Role::Server)),
    may("paths", Patterned(Role::PathItem)),
    may("webhooks", Map(Role::PathItem)),
    may("components", One(Role::Components)),
    may("security", List(Role::SecurityRequirement)),
    may("tags", List(Role::Tag)),
    may("externalDocs", One(Role::ExternalDocs)),
];

const INFO: &[Field] = &[
    must("title", Text),
    may("summary", Text),
    may("description", Text),
    may("termsOfService", Text),
    may("contact", One(Role::Contact)),
    may("license", One(Role::License)),
    must("version", Text),
];

const CONTACT: &[Field] = &[may("name", Text), may("url", Text), may("email", Text)];

const LICENSE: &[Field] = &[must("name", Text), may("url", Text), may("identifier", Text)];

const SERVER: &[Field] = &[must("url", Text), may("description", Text), may("variables", Map(Role::ServerVariable))];

const SERVER_VARIABLE: &[Field] = &[may("enum", Texts), must("default", Text), may("description", Text)];

const COMPONENTS: &[Field] = &[
    may("schemas", Map(Role::Schema)),
    may("responses", Map(Role::Response)),
    may("parameters", Map(Role::Parameter)),
    may("examples", Map(Role::Example)),
    may("requestBodies", Map(Role::RequestBody)),
    may("headers", Map(Role::Header)),
    may("securitySchemes", Map(Role::SecurityScheme)),
    may("links", Map(Role::Link)),
    may("callbacks", Anything),
    may("pathItems", Anything),
];

const PATH_ITEM: &[Field] = &[
    may("$ref", Text),
    may("summary", Text),
    may("description", Text),
    may("get", One(Role::Operation)),
    may("put", One(Role::Operation)),
    may("post", One(Role::Operation)),
    may("delete", One(Role::Operation)),
    may("options", One(Role::Operation)),
    may("head", One(Role::Operation)),
    may("patch", One(Role::Operation)),
    may("trace", One(Role::Operation)),
    may("servers", List(Role::Server)),
    may("parameters", List(Role::Parameter)),
];

const OPERATION: &[Field] = &[
    may("tags", Texts),
    may("summary", Text),
    may("description", Text),
    may("externalDocs", One(Role::ExternalDocs)),
    may("operationId", Text),
    may("parameters", List(Role::Parameter)),
    may("requestBody", One(Role::RequestBody)),
    must("responses", Patterned(Role::Response)),
    may("callbacks", Anything),
    may("deprecated", Flag),
    may("security", List(Role::SecurityRequirement)),
    may("servers", List(Role::Server)),
];

const PARAMETER: &[Field] = &[
    must("name", Text),
    must("in", Text),
    may("description", Text),
    may("required", Flag),
    may("deprecated", Flag),
    may("allowEmptyValue", Flag),
    may("style", Text),
    may("explode", Flag),
    may("allowReserved", Flag),
    may("schema", One(Role::Schema)),
    may("example", Anything),
    may("examples", Map(Role::Example)),
    may("content", Map(Role::MediaType)),
];

const HEADER: &[Field] = &[
    may("description", Text),
    may("required", Flag),
    may("deprecated", Flag),
    may("allowEmptyValue", Flag),
    may("style", Text),
    may("explode", Flag),
    may("allowReserved", Flag),
    may("schema", One(Role::Schema)),
    may("example", Anything),
    may("examples", Map(Role::Example)),
    may("content", Map(Role::MediaType)),
];

const REQUEST_BODY: &[Field] =
    &[may("description", Text), must("content", Map(Role::MediaType)), may("required", Flag)];

const MEDIA_TYPE: &[Field] = &[
    may("schema", One(Role::Schema)),
    may("example", Anything),
    may("examples", Map(Role::Example)),
    may("encoding", Map(Role::Encoding)),
];

const ENCODING: &[Field] = &[
    may("contentType", Text),
    may("headers", Map(Role::Header)),
    may("style", Text),
    may("explode", Flag),
    may("allowReserved", Flag),
];

const RESPONSE: &[Field] = &[
    may("description", Text),
    may("headers", Map(Role::Header)),
    may("content", Map(Role::MediaType)),
    may("links", Map(Role::Link)),
];

const EXAMPLE: &[Field] =
    &[may("summary", Text), may("description", Text), may("value", Anything), may("externalValue", Text)];

const LINK: &[Field] = &[
    may("operationRef", Text),
    may("operationId", Text),
    may("parameters", Anything),
    may("requestBody", Anything),
    may("description", Text),
    may("server", One(Role::Server)),
];

const TAG: &[Field] = &[must("name", Text), may("description", Text), may("externalDocs", One(Role::ExternalDocs))];

const EXTERNAL_DOCS: &[Field] = &[may("description", Text), must("url", Text)];

const SECURITY_SCHEME: &[Field] = &[
    must("type", Text),
    may("description", Text),
    may("name", Text),
    may("in", Text),
    may("scheme", Text),
    may("bearerFormat", Text),
    may("flows", Anything),
    may("openIdConnectUrl", Text),
];

const SCHEMA: &[Field] = &[
    may("$ref", Text),
    may("type", Anything),
    may("format", Text),
    may("title", Text),
    may("description", Text),
    may("nullable", Flag),
    may("enum", Values),
    may("properties", Map(Role::Schema)),
    may("required", Texts),
    may("additionalProperties", FlagOr(Role::Schema)),
    may("items", One(Role::Schema)),
    may("allOf", List(Role::Member)),
    may("anyOf", List(Role::Schema)),
    may("oneOf", List(Role::Schema)),
    may("not", One(Role::Schema)),
    may("minLength", Count),
    may("maxLength", Count),
    may("pattern", Text),
    may("minimum", Number),
    may("maximum", Number),
    may("exclusiveMinimum", Flag),
    may("exclusiveMaximum", Flag),
    may("multipleOf", Number),
    may("minItems", Count),
    may("maxItems", Count),
    may("uniqueItems", Flag),
    may("minProperties", Count),
    may("maxProperties", Count),
    may("default", Anything),
    may("example", Anything),
    may("examples", Values),
    may("deprecated", Flag),
    may("readOnly", Flag),
    may("writeOnly", Flag),
    may("externalDocs", One(Role::ExternalDocs)),
    may("xml", Anything),
];
