//! Our prose and our layout are preserved wherever the structure is unchanged.

use similar::{ChangeTag, TextDiff};

use super::tree::{OURS, THEIRS, Tree};

/// Fetches `theirs`. Returns the committed document and the lines that changed in it.
fn fetched(ours: &str, theirs: &str) -> (String, String) {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("pets.yaml", ours);
    tree.write("mirror/pets.yaml", theirs);
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let new = tree.read("pets.yaml");
    let diff = TextDiff::from_lines(ours, &new);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    let changes = changes.map(|change| format!("{}{}", change.tag(), change.value())).collect();
    (new, changes)
}

#[track_caller]
fn changes(theirs: &str, expected: &str) {
    assert_ne!(theirs, THEIRS, "the change does not fit the document");
    let (new, changes) = fetched(OURS, theirs);
    assert_eq!(changes, expected, "{new}");
    let (again, _) = fetched(&new, theirs);
    assert_eq!(again, new, "fetching the same again changes the text");
}

#[test]
fn unchanged_structure_in_other_words_changes_nothing() {
    let (new, changes) = fetched(OURS, THEIRS);
    assert_eq!(new, OURS, "{changes}");
}

#[test]
fn new_field_has_the_words_of_the_service_and_a_mark() {
    changes(
        &THEIRS.replace(
            "        weight:",
            "        color: { type: string, description: \"The color: any\" }\n        weight:",
        ),
        "\
+        color:
+          x-review: new
+          type: string
+          description: 'The color: any'
",
    );
}

#[test]
fn new_operation_and_parameter_have_one_mark_each() {
    let theirs = THEIRS.replace(
        "      - { name: offset",
        "      - { name: kind, in: query, schema: { type: string } }\n      - { name: offset",
    );
    let parameters = "[{ name: id, in: path, required: true, schema: { type: string } }]";
    let responses = "{ '204': { description: Deleted } }";
    let operation = format!("{{ operationId: deletePet, parameters: {parameters}, responses: {responses} }}");
    let theirs = theirs.replace("components:\n", &format!("  /pets/{{id}}:\n    delete: {operation}\ncomponents:\n"));
    changes(
        &theirs,
        "\
+        - x-review: new
+          name: kind
+          in: query
+          schema:
+            type: string
+  /pets/{id}:
+    x-review: new
+    delete:
+      operationId: deletePet
+      parameters:
+        - name: id
+          in: path
+          required: true
+          schema:
+            type: string
+      responses:
+        '204':
+          description: Deleted
",
    );
}

#[test]
fn removed_field_takes_its_comment_along_and_its_schema_is_marked() {
    let theirs = THEIRS.replace("        weight: { description: Weight, type: integer }\n", "");
    changes(
        &theirs,
        "\
+      x-review: changed
-        # Not every pet is measured.
-        weight:
-          type: integer
-          description: The weight in grams.
",
    );
}

#[test]
fn changed_field_keeps_our_words_and_is_marked() {
    let theirs = THEIRS.replace("Weight, type: integer", "Weight, type: number, format: double");
    changes(
        &theirs,
        "\
-          type: integer
+          x-review: changed
+          type: number
+          format: double
",
    );
}

#[test]
fn change_without_prose_marks_the_enclosing_object() {
    let theirs = THEIRS.replace("query, schema: { type: integer, desc", "query, schema: { type: string, desc");
    changes(
        &theirs,
        "\
-        - name: offset
+        - x-review: changed
+          name: offset
-            type: integer
+            type: string
",
    );
}

#[test]
fn removing_the_first_item_leaves_a_valid_list() {
    let theirs = THEIRS
        .replace("      - { name: limit, in: query, required: false, schema: { type: integer } }\n", "")
        .replace("required: [name]", "required: [weight, name]");
    changes(
        &theirs,
        "\
+      x-review: changed
-        # Paging comes first.
-        - name: limit
-          in: query
-          description: The most pets to list.
-          schema: { type: integer }
+      x-review: changed
+        - weight
",
    );
}

#[test]
fn version_changes_without_a_mark() {
    changes(&THEIRS.replace("\"1.0.0\"", "1.1.0"), "-  version: 1.0.0\n+  version: 1.1.0\n");
}

#[test]
fn long_and_unusual_texts_survive_printing() {
    let long =
        "A text that is much longer than a line of the document may be, so that it has to be folded, # and so on";
    let theirs = THEIRS.replace(
        "        weight:",
        &format!(
            "        odd: {{ type: string, enum: ['yes', '1', '', ' a', 'b: c'], title: \"a\\n\\nb\\n\", description: \
             \"{long}: {long}.\" }}\n        weight:"
        ),
    );
    let (new, changes) = fetched(OURS, &theirs);
    assert!(changes.lines().all(|line| line.starts_with('+') && line.chars().count() < 120), "{changes}");
    let value = |text: &str| serde_yaml::from_str::<serde_json::Value>(text).expect("it is YAML");
    let pointer = "/components/schemas/Pet/properties/odd";
    let (mut new, theirs) = (value(&new).pointer(pointer).cloned(), value(&theirs));
    new.as_mut().and_then(|odd| odd.as_object_mut()).and_then(|odd| odd.remove("x-review")).expect("it is marked");
    assert_eq!(new.as_ref(), theirs.pointer(pointer));
}

#[test]
fn renamed_schema_and_path_keep_our_words_and_are_marked() {
    let theirs = THEIRS.replace("schemas/Pet", "schemas/Animal").replace("    Pet:\n", "    Animal:\n");
    changes(
        &theirs.replace("  /pets:\n", "  /animals:\n"),
        "\
-  /pets:
+  /animals:
+    x-review: renamed
-                $ref: '#/components/schemas/Pet'
+                $ref: '#/components/schemas/Animal'
-    Pet:
+    Animal:
+      x-review: renamed
",
    );
}

#[test]
fn operation_that_moves_to_another_path_keeps_our_words() {
    let operation = "    delete: { operationId: deletePets, responses: { '204': { description: Gone } } }\n";
    let (ours, _) = fetched(OURS, &THEIRS.replace("    get:\n", &format!("{operation}    get:\n")));
    let ours =
        ours.replace("description: Gone", "description: The pets are gone.").replace("      x-review: new\n", "");
    let theirs = THEIRS.replace("  /pets:\n", &format!("  /all:\n{operation}  /pets:\n"));
    let (new, _) = fetched(&ours, &theirs);
    let moved = "  /all:\n    delete:\n      x-review: renamed\n      operationId: deletePets\n      \
                 responses:\n        '204':\n          \
                 description: The pets are gone.\n";
    assert!(new.contains(moved), "{new}");
}

#[test]
fn operation_that_moves_and_changes_keeps_our_words_by_its_id() {
    let old = "    delete: { operationId: deletePets, responses: { '204': { description: Gone } } }\n";
    let (ours, _) = fetched(OURS, &THEIRS.replace("    get:\n", &format!("{old}    get:\n")));
    let ours =
        ours.replace("description: Gone", "description: The pets are gone.").replace("      x-review: new\n", "");
    let now = old.replace("} } }", "}, '409': { description: Busy } } }");
    let (new, _) = fetched(&ours, &THEIRS.replace("  /pets:\n", &format!("  /all:\n{now}  /pets:\n")));
    assert!(new.contains("description: The pets are gone.") && new.contains("'409':"), "{new}");
    assert!(new.contains("  /all:\n    delete:\n      x-review: "), "{new}");
}

#[test]
fn ambiguous_schemas_do_not_count_as_renamed() {
    let kind = |name: &str| format!("    {name}: {{ type: string, description: {name} of theirs }}\n");
    let schemas = |names: [&str; 2]| THEIRS.replace("    Pet:\n", &format!("{}    Pet:\n", names.map(kind).concat()));
    let (ours, _) = fetched(OURS, &schemas(["First", "Second"]));
    let (new, _) = fetched(&ours.replace("of theirs", "of ours"), &schemas(["Third", "Fourth"]));
    assert!(new.contains("Third of theirs") && new.contains("Fourth of theirs") && !new.contains("of ours"), "{new}");
}

/// Fetches `theirs` into a file. Returns the new text and the warnings.
fn warned(file: &str, ours: &str, theirs: &str) -> (String, String) {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("sources.toml", &tree.read("sources.toml").replace("pets.yaml", file));
    tree.write(file, ours);
    tree.write(&format!("mirror/{file}"), theirs);
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    (tree.read(file), run.stderr)
}

/// Returns the service's document with a new field of a pet.
fn colored() -> String {
    THEIRS.replace("        weight:", "        color: { type: string, description: Color }\n        weight:")
}

#[test]
fn comment_after_a_key_is_preserved() {
    let ours = OURS.replace("      properties:\n", "      properties: # ours\n");
    let ours = ours.replace("          schema:\n", "          \"schema\": # ours too\n");
    let (new, warnings) = warned("pets.yaml", &ours, &colored());
    assert!(new.contains("properties: # ours\n") && new.contains("# Not every pet is measured.\n"), "{new}");
    assert!(new.contains("color:\n") && !warnings.contains("warning"), "{new}{warnings}");
    let theirs = THEIRS.replace("schema: { type: integer, desc", "schema: { type: string, desc");
    let (new, warnings) = warned("pets.yaml", &ours, &theirs);
    assert!(new.contains("\"schema\": # ours too\n            type: string\n"), "{new}");
    assert!(!warnings.contains("warning"), "{warnings}");
}

#[test]
fn comment_after_a_changed_value_is_preserved() {
    let ours = OURS
        .replace("          type: integer\n          desc", "          type: integer # It's whole.\n          desc");
    let theirs = THEIRS.replace("Weight, type: integer", "Weight, type: number");
    let (new, warnings) = warned("pets.yaml", &ours, &theirs);
    assert!(new.contains("          type: number # It's whole.\n"), "{new}");
    assert!(!warnings.contains("warning"), "{warnings}");
    let ours = OURS.replace("      required:\n        - name\n", "      required: [name] # Always.\n");
    let (new, warnings) = warned("pets.yaml", &ours, &THEIRS.replace("required: [name]", "required: [name, weight]"));
    assert!(new.contains("      required: # Always.\n        - name\n        - weight\n"), "{new}");
    assert!(!warnings.contains("warning"), "{warnings}");
}

#[test]
fn lost_comment_is_reported() {
    let flow = "      properties: {\n        # Ours.\n        name: {type: string, description: 'Not # this.'},\n        \
                weight: {type: integer, description: The weight.}}\n";
    let (before, rest) = OURS.split_once("      properties:\n").expect("it has properties");
    let (_, after) = rest.split_once("grams.\n").expect("it has the weight");
    let (new, warnings) = warned("pets.yaml", &format!("{before}{flow}{after}"), &colored());
    assert!(new.contains("color:\n") && !new.contains("# Ours."), "{new}");
    let warning =
        "warning: `pets`: a comment is lost, because the value that contains it is rewritten: line 44: # Ours.\n";
    assert!(warnings.contains(warning), "{warnings}");
    assert_eq!(warnings.matches("a comment is lost").count(), 1, "{warnings}");
}

#[test]
fn document_that_is_printed_again_is_reported() {
    let (new, warnings) = warned("pets.yaml", &format!("--- # Ours.\n{OURS}...\n"), &colored());
    assert!(new.contains("color:\n"), "{new}");
    assert!(new.contains("# Ours.") || warnings.contains("warning: `pets` is rewritten"), "{new}{warnings}");
}

#[test]
fn carriage_return_as_the_end_of_a_line_does_not_panic() {
    for ours in [OURS.replace('\n', "\r"), OURS.replacen('\n', "\r", 20), OURS.replace("\n    Pet:", "\r\r\r    Pet:")]
    {
        let (new, _) = warned("pets.yaml", &ours, &colored());
        assert!(new.contains("color:"), "{new}");
    }
}

#[test]
fn json_stays_json_and_keeps_its_order() {
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"version\": \"1.0.0\", \"title\": \"Pets\"}, \"paths\": {\"/pets\": {\
                \"get\": {\"summary\": \"Lists \\\"pets\\\"\", \"operationId\": \"listPets\", \"responses\": {\"204\": {\
                \"description\": \"None\"}}}}}}\n";
    let theirs = json.replace("{\"204\"", "{\"202\": {\"description\": \"Later\"}, \"204\"");
    let (new, warnings) = warned("pets.json", json, &theirs);
    let value: serde_json::Value = serde_json::from_str(&new).unwrap_or_else(|error| panic!("{error}: {new}"));
    assert_eq!(value["paths"]["/pets"]["get"]["responses"]["202"]["description"], "Later");
    let at = |text: &str| new.find(text).unwrap_or_else(|| panic!("{text} is missing: {new}"));
    assert!(at("\"version\"") < at("\"title\"") && at("summary") < at("operationId"), "{new}");
    let warning = "warning: `pets` is rewritten without its layout";
    assert!(warnings.contains(warning), "{warnings}");
}
