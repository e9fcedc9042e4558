//! The keywords of OpenAPI 3.0 and 3.1 and of their JSON Schema, each with a value that is not its default.

/// A keyword, and a value in JSON.
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
    pub(crate) version: Version,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    V3_0,
    V3_1,
}

const fn v30(name: &'static str, value: &'static str) -> Keyword {
    Keyword { name, value, version: Version::V3_0 }
}

const fn v31(name: &'static str, value: &'static str) -> Keyword {
    Keyword { name, value, version: Version::V3_1 }
}

const EXTENSION: Keyword = v30("x-vendor", "1");
const DESCRIPTION: Keyword = v30("description", r#""Words.""#);
const DOCS: Keyword = v30("externalDocs", r#"{ "url": "https://more.example" }"#);

/// The keywords by the role of their object.
pub(crate) const KEYWORDS: &[(&str, &[Keyword])] = &[
    (
        "root",
        &[
            v31("jsonSchemaDialect", r#""https://dialect.example""#),
            v30("servers", r#"[{ "url": "https://other.example" }]"#),
            v30("security", "[]"),
            v30("tags", r#"[{ "name": "books", "description": "Words." }]"#),
            DOCS,
            EXTENSION,
        ],
    ),
    (
        "info",
        &[
            v30("title", r#""Other""#),
            v30("version", r#""2""#),
            DESCRIPTION,
            v30("termsOfService", r#""https://terms.example""#),
            v31("summary", r#""Short.""#),
            EXTENSION,
        ],
    ),
    ("contact", &[v30("name", r#""Ada""#), v30("url", r#""https://ada.example""#), v30("email", r#""a@b.example""#)]),
    ("license", &[v30("url", r#""https://license.example""#), v31("identifier", r#""MIT""#)]),
    ("server", &[v30("url", r#""https://other.example""#), DESCRIPTION, EXTENSION]),
    ("server variable", &[v30("default", r#""paris""#), v30("enum", r#"["berlin"]"#), DESCRIPTION]),
    ("tag", &[DESCRIPTION, DOCS, EXTENSION]),
    ("external docs", &[v30("url", r#""https://more.example""#), DESCRIPTION, EXTENSION]),
    ("components", &[v30("callbacks", r#"{ "a": { "{$url}": {} } }"#), v31("pathItems", r#"{ "a": {} }"#), EXTENSION]),
    (
        "path item",
        &[
            v30("$ref", r##""#/paths/~1b""##),
            v30("summary", r#""Short.""#),
            DESCRIPTION,
            v30("servers", r#"[{ "url": "https://other.example" }]"#),
            v30("trace", r#"{ "responses": { "204": { "description": "Done." } } }"#),
            v30("parameters", r#"[{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }]"#),
            EXTENSION,
        ],
    ),
    (
        "webhook",
        &[
            v31("$ref", r##""#/components/pathItems/a""##),
            v30("summary", r#""Short.""#),
            DESCRIPTION,
            v30("servers", r#"[{ "url": "https://other.example" }]"#),
            v30("parameters", r#"[{ "name": "X-A", "in": "header", "schema": { "type": "string" } }]"#),
            v30("get", r#"{ "responses": { "204": { "description": "Done." } } }"#),
            EXTENSION,
        ],
    ),
    (
        "operation",
        &[
            v30("tags", r#"["others"]"#),
            v30("summary", r#""Short.""#),
            DESCRIPTION,
            DOCS,
            v30("operationId", r#""other""#),
            v30("callbacks", r#"{ "a": { "{$url}": {} } }"#),
            v30("deprecated", "true"),
            v30("security", "[]"),
            v30("servers", r#"[{ "url": "https://other.example" }]"#),
            EXTENSION,
        ],
    ),
    (
        "webhook operation",
        &[
            v30("tags", r#"["others"]"#),
            v30("summary", r#""Short.""#),
            DESCRIPTION,
            DOCS,
            v30("operationId", r#""other""#),
            v30("parameters", r#"[{ "name": "X-A", "in": "header", "schema": { "type": "string" } }]"#),
            v30("responses", r#"{ "201": { "description": "Received." } }"#),
            v30("callbacks", r#"{ "a": { "{$url}": {} } }"#),
            v30("deprecated", "true"),
            v30("security", r#"[{ "key": [] }]"#),
            v30("servers", r#"[{ "url": "https://other.example" }]"#),
            EXTENSION,
        ],
    ),
    (
        "parameter",
        &[
            DESCRIPTION,
            v30("deprecated", "true"),
            v30("allowEmptyValue", "true"),
            v30("style", r#""matrix""#),
            v30("allowReserved", "true"),
            v30("content", r#"{ "application/json": { "schema": {} } }"#),
            v30("example", "7"),
            v30("examples", r#"{ "other": { "value": 7 } }"#),
            EXTENSION,
        ],
    ),
    ("request body", &[DESCRIPTION, v30("required", "true"), EXTENSION]),
    (
        "media type",
        &[
            v30("example", "{}"),
            v30("examples", r#"{ "one": { "value": {} } }"#),
            v30("encoding", r#"{ "title": { "contentType": "text/plain" } }"#),
            EXTENSION,
        ],
    ),
    (
        "response",
        &[
            v30("description", r#""Words.""#),
            v30("headers", r#"{ "X-A": { "schema": { "type": "string" } } }"#),
            v30("links", r#"{ "a": { "operationId": "putBook" } }"#),
            EXTENSION,
        ],
    ),
    (
        "header",
        &[
            DESCRIPTION,
            v30("required", "true"),
            v30("deprecated", "true"),
            v30("allowEmptyValue", "true"),
            v30("style", r#""simple""#),
            v30("explode", "true"),
            v30("allowReserved", "true"),
            v30("example", "7"),
            v30("examples", r#"{ "one": { "value": 7 } }"#),
            v30("content", r#"{ "application/json": { "schema": {} } }"#),
            EXTENSION,
        ],
    ),
    (
        "example",
        &[
            v30("summary", r#""Short.""#),
            DESCRIPTION,
            v30("value", r#""b""#),
            v30("externalValue", r#""https://value.example""#),
            EXTENSION,
        ],
    ),
    ("link", &[DESCRIPTION, v30("parameters", r#"{ "id": "1" }"#), EXTENSION]),
    (
        "security scheme",
        &[
            DESCRIPTION,
            v30("name", r#""X-Other""#),
            v30("in", r#""query""#),
            v30("bearerFormat", r#""JWT""#),
            EXTENSION,
        ],
    ),
    ("schema", SCHEMA),
    ("schema reference", SCHEMA),
];

const SCHEMA: &[Keyword] = &[
    v30("title", r#""Title""#),
    DESCRIPTION,
    DOCS,
    v30("default", "null"),
    v30("example", "7"),
    v31("examples", "[7]"),
    v30("deprecated", "true"),
    v30("readOnly", "true"),
    v30("writeOnly", "true"),
    v30("nullable", "true"),
    v30("format", r#""odd""#),
    v30("enum", "[1]"),
    v31("const", "1"),
    v30("multipleOf", "2"),
    v30("minimum", "1"),
    v30("maximum", "9"),
    v30("exclusiveMinimum", "true"),
    v30("exclusiveMaximum", "true"),
    v31("exclusiveMinimum", "1"),
    v31("exclusiveMaximum", "9"),
    v30("minLength", "1"),
    v30("maxLength", "9"),
    v30("pattern", r#""^a""#),
    v30("minItems", "1"),
    v30("maxItems", "9"),
    v30("uniqueItems", "true"),
    v30("minProperties", "1"),
    v30("maxProperties", "9"),
    v30("required", r#"["other"]"#),
    v30("additionalProperties", r#"{ "type": "boolean" }"#),
    v30("items", r#"{ "type": "boolean" }"#),
    v30("not", "{}"),
    v30("oneOf", r#"[{ "type": "integer" }, { "type": "object" }]"#),
    v30("anyOf", r#"[{ "type": "integer" }, { "type": "object" }]"#),
    v30("discriminator", r#"{ "propertyName": "kind" }"#),
    v30("xml", r#"{ "name": "a" }"#),
    v31("$schema", r#""https://dialect.example""#),
    v31("$id", r#""https://id.example""#),
    v31("$anchor", r#""a""#),
    v31("$dynamicAnchor", r#""a""#),
    v31("$dynamicRef", r##""#a""##),
    v31("$vocabulary", "{}"),
    v31("$comment", r#""Words.""#),
    v31("$defs", "{}"),
    v31("prefixItems", "[{}]"),
    v31("contains", "{}"),
    v31("minContains", "1"),
    v31("maxContains", "1"),
    v31("patternProperties", r#"{ "^a": {} }"#),
    v31("propertyNames", "{}"),
    v31("dependentRequired", r#"{ "a": ["b"] }"#),
    v31("dependentSchemas", r#"{ "a": {} }"#),
    v31("if", "{}"),
    v31("then", "{}"),
    v31("else", "{}"),
    v31("unevaluatedItems", "false"),
    v31("unevaluatedProperties", "false"),
    v31("contentEncoding", r#""base32""#),
    v31("contentMediaType", r#""text/html""#),
    v31("contentSchema", "{}"),
    EXTENSION,
];
