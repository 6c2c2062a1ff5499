//! The program as a shell runs it, whatever the machine speaks and the one who runs the tests has set or kept.

use assert_cmd::Command;

/// A folder for configurations that is not there.
pub const NO_CONFIGURATION: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-configuration");

/// jirei with these arguments.
pub fn jirei(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("jirei").unwrap();
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "JIREI_CONFIG"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", NO_CONFIGURATION);
    command.env("JIREI_STATE", concat!(env!("CARGO_TARGET_TMPDIR"), "/nothing-kept.json"));
    command.args(arguments);
    command
}

/// The output of jirei in Japanese, what it says beside it, and its exit code.
pub fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let (out, err, code) = run_for_bytes(arguments);
    (String::from_utf8(out).unwrap(), err, code)
}

/// The same, of a format that is no text.
pub fn run_for_bytes(arguments: &[&str]) -> (Vec<u8>, String, Option<i32>) {
    let output = jirei(&[&["--lang", "ja"], arguments].concat()).output().unwrap();
    (output.stdout, String::from_utf8(output.stderr).unwrap(), output.status.code())
}

/// The output of jirei in Japanese, which has to end well.
pub fn printed(arguments: &[&str]) -> String {
    let (out, err, code) = run(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {err}");
    out
}
