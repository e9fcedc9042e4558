//! A client that is configured from the environment. Each case runs in a process of its own: this program again, with
//! other variables.

use std::{env, ffi::OsStr, process::Command};

use wsapi_client::{Client, ClientBuilder, Error};

/// The variable that names the client that the child builds.
const TASK: &str = "WSAPI_TEST_TASK";
const VARIABLES: [&str; 5] =
    ["WSAPI_API_KEY", "WSAPI_INSTANCE_ID", "WSAPI_BASE_URL", "WSAPI_ACCOUNT_KEY", "WSAPI_ADMIN_KEY"];

/// Runs in the child that the parent starts. Without a task, it does nothing.
#[test]
fn child() {
    let result = match env::var(TASK).as_deref() {
        Ok("from_env") => Client::from_env(),
        Ok("without_authentication") => open(),
        Ok(other) => panic!("there is no task `{other}`"),
        Err(_) => return,
    };
    match result {
        Ok(client) => println!("<built {client:?}>"),
        Err(error) => {
            let (input, key) = (error.is_invalid_input(), error.is_missing_credential());
            println!("<rejected {input} {key} {error}>");
        }
    }
}

fn open() -> Result<Client, Error> {
    ClientBuilder::from_env()?.without_authentication().build()
}

/// Runs a child, and returns its output between the marks.
fn run(task: &str, variables: &[(&str, &OsStr)]) -> String {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["child", "--exact", "--nocapture"]).env(TASK, task);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    let output = command.envs(variables.iter().copied()).output().expect("the child runs");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{said}");
    let said = said.split_once('<').and_then(|(_, said)| said.rsplit_once('>'));
    said.expect("the child says what happened").0.to_owned()
}

fn from_env(variables: &[(&str, &str)]) -> String {
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, OsStr::new(*value))).collect();
    run("from_env", &variables)
}

#[test]
fn environment_without_a_key_is_rejected() {
    for variables in [
        &[][..],
        &[("WSAPI_BASE_URL", "https://intern.example")],
        &[("WSAPI_API_KEY", ""), ("WSAPI_ADMIN_KEY", ""), ("WSAPI_INSTANCE_ID", "sales")],
    ] {
        let said = from_env(variables);
        assert!(said.starts_with("rejected true true the environment variable `WSAPI_API_KEY` is missing"), "{said}");
        assert!(said.contains("`ClientBuilder::without_authentication`"), "{said}");
    }
}

#[test]
fn server_without_keys_can_be_declared() {
    let said = run("without_authentication", &[("WSAPI_BASE_URL", OsStr::new("https://intern.example/whatsapp/"))]);
    assert!(said.starts_with("built ") && said.contains("https://intern.example/whatsapp"), "{said}");
}

#[test]
fn any_of_the_keys_is_enough() {
    for key in ["WSAPI_API_KEY", "WSAPI_ACCOUNT_KEY", "WSAPI_ADMIN_KEY"] {
        let said = from_env(&[(key, "canary")]);
        assert!(said.starts_with("built ") && !said.contains("canary"), "{said}");
    }
}

#[test]
fn all_variables_are_read() {
    let variables = VARIABLES.map(|name| (name, if name == "WSAPI_BASE_URL" { "https://a.example" } else { "canary" }));
    let said = from_env(&variables);
    assert!(said.starts_with("built ") && said.contains("\"https://a.example\""), "{said}");
    assert_eq!(said.matches("canary").count(), 1, "only the instance id is shown: {said}");
}

#[test]
fn empty_variable_counts_as_not_set() {
    let mut variables = VARIABLES.map(|name| (name, ""));
    variables[0].1 = "canary";
    let said = from_env(&variables);
    assert!(said.starts_with("built ") && said.contains("https://api.wsapi.chat"), "{said}");
    assert!(said.contains("instance_id: None"), "{said}");
}

#[test]
fn key_with_white_space_around_it_is_rejected_by_name() {
    for (variable, setting) in [
        ("WSAPI_API_KEY", "the API key"),
        ("WSAPI_ACCOUNT_KEY", "the account key"),
        ("WSAPI_ADMIN_KEY", "the admin key"),
        ("WSAPI_INSTANCE_ID", "the instance id"),
    ] {
        let said = from_env(&[("WSAPI_API_KEY", "k"), (variable, "canary\n")]);
        assert!(said.starts_with(&format!("rejected true false {setting} ends with a line break")), "{said}");
        assert!(!said.contains("canary"), "{said}");
    }
    let said = from_env(&[("WSAPI_API_KEY", " ")]);
    assert!(said.starts_with("rejected true false the API key is blank"), "{said}");
}

#[test]
fn invalid_base_url_is_rejected() {
    let said = from_env(&[("WSAPI_API_KEY", "k"), ("WSAPI_BASE_URL", "http://intern.example")]);
    assert!(said.contains("`ClientBuilder::allow_plain_http`"), "{said}");
}

#[cfg(unix)]
#[test]
fn variable_that_is_not_utf_8_is_named() {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt};

    let broken = OsString::from_vec(b"canary\xff".to_vec());
    for variable in VARIABLES {
        let said = run("from_env", &[("WSAPI_API_KEY", OsStr::new("k")), (variable, &broken)]);
        assert_eq!(said, format!("rejected true false the environment variable `{variable}` is not UTF-8"));
    }
}
