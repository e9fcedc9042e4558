//! A document that has an object of every role.

use serde_json::Value;

const BASE: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Keywords", "version": "1", "contact": {}, "license": { "name": "MIT" } },
  "servers": [{ "url": "https://{place}.example", "variables": { "place": { "default": "berlin" } } }],
  "externalDocs": { "url": "https://docs.example" },
  "tags": [{ "name": "books", "externalDocs": { "url": "https://docs.example/books" } }],
  "security": [{ "key": [] }],
  "paths": {
    "/books/{id}": {
      "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
      "put": {
        "tags": ["books"],
        "operationId": "putBook",
        "externalDocs": { "url": "https://docs.example/put" },
        "parameters": [
          { "name": "limit", "in": "query", "schema": { "type": "integer" } },
          { "name": "tags", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
          { "name": "X-Trace", "in": "header", "schema": { "type": "string" }, "examples": { "one": { "value": "a" } } }
        ],
        "requestBody": {
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Book" } } }
        },
        "responses": {
          "200": {
            "description": "The book.",
            "headers": { "X-Rate": { "schema": { "type": "integer" } } },
            "links": { "again": { "operationId": "putBook" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Book" } } }
          },
          "404": { "description": "There is none.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } } }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" }
    },
    "schemas": {
      "Book": {
        "type": "object",
        "properties": {
          "title": { "type": "string" },
          "pages": { "type": "integer" },
          "price": { "type": "number" },
          "sold": { "type": "boolean" },
          "any": {},
          "free": { "type": "object" },
          "tags": { "type": "array", "items": { "type": "string" } },
          "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
          "author": { "type": "object", "properties": { "name": { "type": "string" } } },
          "next": { "$ref": "#/components/schemas/Problem" },
          "genre": { "$ref": "#/components/schemas/Genre" },
          "both": { "allOf": [{ "$ref": "#/components/schemas/Problem" }, { "type": "object", "properties": { "more": { "type": "string" } } }] }
        }
      },
      "Problem": { "type": "object", "properties": { "detail": { "type": "string" } } },
      "Genre": { "type": "string", "enum": ["novel", "poem"] }
    }
  },
  "webhooks": {
    "sold": {
      "post": {
        "requestBody": {
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": ["event", "data"],
                "properties": {
                  "event": { "type": "string", "enum": ["sold"] },
                  "at": { "type": "string" },
                  "data": { "$ref": "#/components/schemas/Problem" }
                }
              }
            }
          }
        },
        "responses": { "200": { "description": "Received." } }
      }
    }
  }
}"##;

/// The document.
pub(crate) fn base() -> Value {
    serde_json::from_str(BASE).expect("the document is JSON")
}

const PUT: &str = "/paths/~1books~1{id}/put";

/// Pointers to the objects of a role.
pub(crate) fn places(role: &str) -> Vec<&'static str> {
    let all: &[&str] = match role {
        "root" => &[""],
        "info" => &["/info"],
        "contact" => &["/info/contact"],
        "license" => &["/info/license"],
        "server" => &["/servers/0"],
        "server variable" => &["/servers/0/variables/place"],
        "tag" => &["/tags/0"],
        "external docs" => &["/externalDocs", "/tags/0/externalDocs", "/paths/~1books~1{id}/put/externalDocs"],
        "components" => &["/components"],
        "path item" => &["/paths/~1books~1{id}"],
        "webhook" => &["/webhooks/sold"],
        "operation" => &[PUT],
        "webhook operation" => &["/webhooks/sold/post"],
        "parameter" => &[
            "/paths/~1books~1{id}/parameters/0",
            "/paths/~1books~1{id}/put/parameters/0",
            "/paths/~1books~1{id}/put/parameters/1",
            "/paths/~1books~1{id}/put/parameters/2",
        ],
        "request body" => &["/paths/~1books~1{id}/put/requestBody"],
        "media type" => &[
            "/paths/~1books~1{id}/put/requestBody/content/application~1json",
            "/paths/~1books~1{id}/put/responses/200/content/application~1json",
            "/paths/~1books~1{id}/put/responses/404/content/application~1json",
        ],
        "response" => &["/paths/~1books~1{id}/put/responses/200", "/paths/~1books~1{id}/put/responses/404"],
        "header" => &["/paths/~1books~1{id}/put/responses/200/headers/X-Rate"],
        "example" => &["/paths/~1books~1{id}/put/parameters/2/examples/one"],
        "link" => &["/paths/~1books~1{id}/put/responses/200/links/again"],
        "security scheme" => &["/components/securitySchemes/key"],
        "schema" => &[
            "/components/schemas/Book",
            "/components/schemas/Genre",
            "/components/schemas/Book/properties/title",
            "/components/schemas/Book/properties/pages",
            "/components/schemas/Book/properties/price",
            "/components/schemas/Book/properties/sold",
            "/components/schemas/Book/properties/any",
            "/components/schemas/Book/properties/free",
            "/components/schemas/Book/properties/tags",
            "/components/schemas/Book/properties/tags/items",
            "/components/schemas/Book/properties/counts",
            "/components/schemas/Book/properties/counts/additionalProperties",
            "/components/schemas/Book/properties/author",
            "/components/schemas/Book/properties/both",
            "/components/schemas/Book/properties/both/allOf/1",
            "/paths/~1books~1{id}/put/parameters/0/schema",
            "/paths/~1books~1{id}/put/parameters/1/schema",
            "/paths/~1books~1{id}/put/parameters/1/schema/items",
            "/paths/~1books~1{id}/put/responses/200/headers/X-Rate/schema",
            "/webhooks/sold/post/requestBody/content/application~1json/schema",
            "/webhooks/sold/post/requestBody/content/application~1json/schema/properties/at",
        ],
        "schema reference" => &[
            "/components/schemas/Book/properties/next",
            "/components/schemas/Book/properties/genre",
            "/components/schemas/Book/properties/both/allOf/0",
            "/paths/~1books~1{id}/put/requestBody/content/application~1json/schema",
            "/webhooks/sold/post/requestBody/content/application~1json/schema/properties/data",
        ],
        _ => &[],
    };
    all.to_vec()
}
