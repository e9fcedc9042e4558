//! A folder of committed documents, and the documents that the service publishes.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The committed document: our words, comments and layout.
pub(crate) const OURS: &str = "\
# Our document of the pets.
openapi: 3.0.3
info:
  title: Our pets
  version: 1.0.0

paths:
  # Everything about pets.
  /pets:
    get:
      tags: [Pets]
      summary: Lists the pets
      operationId: listPets
      parameters:
        # Paging comes first.
        - name: limit
          in: query
          description: The most pets to list.
          schema: { type: integer }
        - name: offset
          in: query
          description: The pets to skip.
          schema:
            type: integer
      responses:
        '200':
          description: The pets, by age.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
              example:
                name: Rex
components:
  schemas:
    Pet:
      type: object
      description: >-
        A pet that lives
        in this house.
      required:
        - name
      properties:
        name:
          type: string
          description: The name that the pet listens to.
        # Not every pet is measured.
        weight:
          type: integer
          description: The weight in grams.
      example:
        name: Rex
";

/// The same structure in the service's words, layout and order, without examples.
pub(crate) const THEIRS: &str = "\
openapi: \"3.0.3\"
info: { title: Pet API, description: All about pets, version: \"1.0.0\" }
paths:
  /pets:
    get:
      operationId: listPets
      summary: Get pets
      description: Gets the pets.
      tags:
      - Pets
      parameters:
      - { name: limit, in: query, required: false, schema: { type: integer } }
      - { name: offset, in: query, schema: { type: integer, description: Offset } }
      responses:
        \"200\":
          description: OK
          content:
            application/json:
              schema: { $ref: \"#/components/schemas/Pet\" }
components:
  schemas:
    Pet:
      description: Pet
      properties:
        name: { description: Name, type: string }
        weight: { description: Weight, type: integer }
      required: [name]
      type: object
";

/// A second document, which shares an operation with the first one.
pub(crate) const OWN: &str = "\
openapi: 3.0.3
info: {title: Our server, version: 1.0.0}
paths:
  /health:
    get:
      summary: Returns the health
      operationId: health
      responses:
        '204':
          description: The server is up.
";

/// The service's second document.
pub(crate) const WHOLE: &str = "\
openapi: 3.0.3
info: { title: Server, version: 1.0.0 }
tags: [{ name: Pets }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters:
      - { name: limit, in: query, schema: { type: integer } }
      - { name: offset, in: query, schema: { type: integer } }
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /health:
    get:
      operationId: health
      responses: { '204': { description: Healthy } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { weight: { type: integer }, name: { type: string } } }
";

/// The result of a command.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder like `openapi/`.
pub(crate) struct Tree {
    folder: tempfile::TempDir,
}

impl Tree {
    /// Creates the two documents, with these addresses.
    pub(crate) fn new(pets: &str, own: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let tree = Self { folder };
        let pets = format!("[[document]]\nname = \"pets\"\nfile = \"pets.yaml\"\nurl = \"{pets}\" # public\n");
        let own = format!("[[document]]\nname = \"own\"\nfile = \"own.yaml\"\nurl = \"{own}\"\nwithout = \"pets\"\n");
        let sources = format!("# Where the documents come from.\n\n{pets}\n# Less.\n{own}# Never.\ndate = \"\"\n");
        tree.write("sources.toml", &sources);
        tree.write("pets.yaml", OURS);
        tree.write("own.yaml", OWN);
        let action = "{target: $.info, description: The crate., update: {x-sdk-crate: pets}}";
        tree.write(
            "overlay.yaml",
            &format!("overlay: 1.0.0\ninfo: {{title: Pets, version: 1.0.0}}\nactions: [{action}]\n"),
        );
        tree
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file and returns its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file can be read")
    }

    /// Returns the bytes of all files.
    pub(crate) fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.path()).expect("the folder can be read").flatten();
        let files = files.filter(|entry| entry.path().is_file());
        let read = |entry: fs::DirEntry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("it can be read"))
        };
        files.map(read).collect()
    }

    /// Runs `fetch` on the folder.
    pub(crate) fn fetch<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.run(Command::new(env!("CARGO_BIN_EXE_xtask")).arg("fetch").args(arguments))
    }

    /// Runs a command that fetches into the folder.
    pub(crate) fn run(&self, command: &mut Command) -> Run {
        // The messages name the target folder, so it is the default one.
        let command = command.env_remove("CARGO_TARGET_DIR").arg("--folder").arg(self.path());
        let output = command.output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Returns the `file:` URL of a path.
pub(crate) fn url_of(path: &Path) -> String {
    format!("file://{}", path.display())
}
