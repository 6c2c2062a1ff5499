//! `jirei completions`: the completion scripts of shells.

use std::io::Write;

use clap::ValueEnum;
use clap_complete::{Shell, generate};

use super::arguments::{command, command_names, command_with};
use super::console::Console;
use super::failure::{RunEnding, RunResult};
use crate::lang::Lang;

/// Prints the script of a shell.
pub fn run(shell: Shell, console: &mut Console) -> RunResult {
    console.out.write_all(generate_script(shell, console.lang).as_bytes())?;
    Ok(RunEnding::Fine)
}

/// Generates the completion script of a shell.
fn generate_script(shell: Shell, lang: Lang) -> String {
    let mut command = if shell == Shell::Zsh { command_with(None, lang) } else { command(lang) };
    let mut script = Vec::new();
    generate(shell, &mut command, "jirei", &mut script);
    let script = String::from_utf8_lossy(&script);
    match shell {
        Shell::Zsh => add_zsh_files(&script),
        Shell::Fish => add_fish_shells(&script),
        Shell::Bash | Shell::Elvish | Shell::PowerShell | _ => script.into_owned(),
    }
}

/// Adds the shells of `completions` to the fish script: its generator ignores positional arguments.
fn add_fish_shells(script: &str) -> String {
    let shells: Vec<String> = Shell::value_variants().iter().map(Shell::to_string).collect();
    let shells = shells.join(" ");
    format!("{script}complete -c jirei -n \"__fish_jirei_using_subcommand completions\" -f -a \"{shells}\"\n")
}

/// Adds files to the zsh script of a command line without paths: as the first word, and after a first
/// word that is no command. If they were an argument, zsh would take the command for the first of them.
fn add_zsh_files(script: &str) -> String {
    let first = "\":: :_jirei_commands\"";
    let either = "\":: :{_alternative commands:command:_jirei_commands files:file:_files}\"";
    let behind = "        case $line[1] in\n";
    let files = format!(
        "{behind}            (^({}))\n_files && ret=0\n;;\n",
        command_names().collect::<Vec<_>>().join("|")
    );
    script.replacen(first, either, 1).replacen(behind, &files, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zsh_finds_the_command_where_the_script_looks_for_it() {
        for lang in [Lang::Ja, Lang::En] {
            let script = generate_script(Shell::Zsh, lang);
            let (root, commands) = script.split_once("case $state in").unwrap();
            // What `_arguments` numbers: the positional arguments of the root, in their order.
            let is_positional = |line: &&str| line.trim_start_matches(['"', '\'', '*']).starts_with(':');
            let positional: Vec<&str> = root.lines().filter(is_positional).collect();
            let [first, rest] = positional[..] else { panic!("{positional:?}") };
            assert!(first.contains("_jirei_commands") && first.contains("_files"), "{first}");
            assert!(rest.contains("*::: :->jirei"), "{rest}");
            assert!(commands.contains("case $line[1] in") && !script.contains("line[2]"));
        }
    }

    #[test]
    fn fish_knows_the_shells() {
        let line = "using_subcommand completions\" -f -a \"bash elvish fish powershell zsh\"";
        assert!(generate_script(Shell::Fish, Lang::Ja).contains(line));
    }

    #[test]
    fn zsh_completes_every_command_and_files_behind_a_file() {
        let script = generate_script(Shell::Zsh, Lang::En);
        let (_, commands) = script.split_once("case $line[1] in\n").unwrap();
        let (no_command, commands) = commands.split_once(";;\n").unwrap();
        let listed = no_command.trim().strip_prefix("(^(").and_then(|rest| rest.split_once("))")).unwrap();
        assert_eq!(listed.0.split('|').collect::<Vec<_>>(), command_names().collect::<Vec<_>>());
        assert_eq!(listed.1.trim(), "_files && ret=0");
        for command in command_names() {
            assert!(commands.contains(&format!("({command})\n_arguments")), "{command}");
        }
    }
}
