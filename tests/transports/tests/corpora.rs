//! Runs the fuzz targets on the inputs that are kept: the seeds, and inputs that fuzzing has found.

use std::{fs, path::Path};

use wsapi_transport_tests::TARGETS;

#[test]
fn properties_hold_for_all_kept_inputs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for (name, target) in TARGETS {
        let entries = fs::read_dir(folder.join(name)).unwrap_or_else(|error| panic!("the seeds of {name}: {error}"));
        let inputs: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
        assert!(inputs.len() > 5, "{name} has only {} inputs", inputs.len());
        for input in inputs {
            println!("{}", input.display());
            target(&fs::read(&input).expect("it can be read"));
        }
    }
}
