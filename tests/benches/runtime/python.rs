//! The service's Python SDK, in a process of its own.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use super::{INSTANCE, KEY, TEXT, TO, cost::Cost};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/runtime/python_sdk.py");

/// A process that sends calls on request.
pub(crate) struct PythonSdk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Its name and version.
    pub(crate) name: String,
}

impl PythonSdk {
    /// Starts it and waits for its name.
    pub(crate) fn start(python: &str, url: &str) -> Self {
        let mut command = Command::new(python);
        command.args([SCRIPT, url, KEY, INSTANCE, TO, TEXT]).env("NO_PROXY", "127.0.0.1");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
        let input = child.stdin.take().expect("its input is piped");
        let output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut python = Self { child, input, output, name: String::new() };
        python.name = python.line();
        python
    }

    /// Sends calls and returns their cost, as the process measured it.
    pub(crate) fn turn(&mut self, calls: usize) -> Cost {
        writeln!(self.input, "{calls}").expect("the process reads its input");
        let line = self.line();
        let nanos = line.split_once(' ').and_then(|(wall, cpu)| Some((wall.parse().ok()?, cpu.parse().ok()?)));
        let (wall, cpu) = nanos.expect("two numbers");
        Cost { wall: Duration::from_nanos(wall), cpu: Duration::from_nanos(cpu) }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the process prints a line");
        line.trim().to_owned()
    }
}

impl Drop for PythonSdk {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
