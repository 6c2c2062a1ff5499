//! Which files of `src/` import each other: every path is followed to the file that defines its name,
//! through re-exports and renamed imports.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, Item, ItemUse, Path, UseTree};

/// The path of a module, `[]` for the crate's root.
type ModulePath = Vec<String>;

/// A module: what its file declares, and what it imports under which name.
#[derive(Default)]
struct Module {
    file: String,
    items: HashSet<String>,
    imports: HashMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    /// Every path that its code mentions, imports included.
    paths: Vec<Vec<String>>,
}

/// The modules of a crate by their paths.
#[derive(Default)]
pub struct Modules {
    modules: BTreeMap<ModulePath, Module>,
}

impl Modules {
    /// Adds the file of a module.
    pub fn add(&mut self, path: &str, module: &[String], source: &str) {
        let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{path}: {error}"));
        self.add_items(path, module.to_vec(), &file.items);
    }

    fn add_items(&mut self, file: &str, path: ModulePath, items: &[Item]) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            if let Item::Mod(inner) = item {
                if let Some((_, items)) = &inner.content {
                    let inner = [path.as_slice(), &[inner.ident.to_string()]].concat();
                    self.add_items(file, inner, items);
                }
                continue;
            }
            module.items.extend(name_of(item));
            module.visit_item(item);
        }
        self.modules.insert(path, module);
    }

    /// The files that each file imports from.
    pub fn imports(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, module) in &self.modules {
            let from = imports.entry(&module.file).or_default();
            let found = module.paths.iter().filter_map(|names| self.file_of(path, names, 0));
            from.extend(found.filter(|file| *file != module.file));
        }
        imports
    }

    /// The file that defines what a path leads to, as seen from a module; `None` where that is a module itself or in
    /// another crate.
    fn file_of(&self, from: &[String], names: &[String], depth: usize) -> Option<&str> {
        const DEEPEST: usize = 16;
        let (first, rest) = names.split_first().filter(|_| depth < DEEPEST)?;
        match first.as_str() {
            "crate" | "jirei" => self.file_below(&[], rest, depth),
            "self" => self.file_below(from, rest, depth),
            "super" => self.file_below(&from[..from.len().checked_sub(1)?], rest, depth),
            _ => self.file_below(from, names, depth),
        }
    }

    fn file_below(&self, at: &[String], names: &[String], depth: usize) -> Option<&str> {
        let (first, rest) = names.split_first()?;
        if first == "super" {
            return self.file_below(&at[..at.len().checked_sub(1)?], rest, depth);
        }
        let module = self.modules.get(at)?;
        let inner = [at, std::slice::from_ref(first)].concat();
        if self.modules.contains_key(&inner) && !rest.is_empty() {
            return self.file_below(&inner, rest, depth);
        }
        if module.items.contains(first) {
            return Some(&module.file);
        }
        if let Some(import) = module.imports.get(first) {
            return self.file_of(at, &[import.as_slice(), rest].concat(), depth + 1);
        }
        let globs = module.globs.iter();
        globs.filter_map(|glob| self.file_of(at, &[glob.as_slice(), names].concat(), depth + 1)).next()
    }

    /// The groups of files that import each other, each with the imports that hold it together.
    pub fn circles(&self) -> Vec<String> {
        let imports = self.imports();
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            imports.keys().map(|file| (*file, reachable(file, &imports))).collect();
        let mut known = BTreeSet::new();
        let mut circles = Vec::new();
        for (file, reached) in &reach {
            let circle: BTreeSet<&str> =
                reached.iter().copied().filter(|other| reach[other].contains(file)).collect();
            if circle.is_empty() || !known.insert(circle.clone()) {
                continue;
            }
            let within = |file: &&str| {
                let own = imports[*file].intersection(&circle).copied().collect::<Vec<_>>();
                format!("{file} → {}", own.join(", "))
            };
            circles.push(circle.iter().map(within).collect::<Vec<_>>().join("\n    "));
        }
        circles
    }
}

/// The files that can be reached from a file over one import or more.
fn reachable<'f>(file: &str, imports: &BTreeMap<&str, BTreeSet<&'f str>>) -> BTreeSet<&'f str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = imports[file].iter().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(imports.get(file).into_iter().flatten());
        }
    }
    reached
}

impl Visit<'_> for Module {
    fn visit_item(&mut self, item: &Item) {
        if !is_test(attributes(item)) {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        self.add_use(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        self.add_tokens(call.tokens.clone());
        syn::visit::visit_macro(self, call);
    }
}

impl Module {
    fn add_use(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_use(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) => self.add_import(before, &name.ident.to_string(), &name.ident.to_string()),
            UseTree::Rename(name) => {
                self.add_import(before, &name.ident.to_string(), &name.rename.to_string())
            }
            UseTree::Glob(_) => self.globs.push(before.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before)),
        }
    }

    fn add_import(&mut self, before: &[String], name: &str, own: &str) {
        let mut path = before.to_vec();
        if name != "self" {
            path.push(name.to_owned());
        }
        let own = if own == "self" { path.last().cloned().unwrap_or_default() } else { own.to_owned() };
        self.paths.push(path.clone());
        self.imports.insert(own, path);
    }

    /// What is called in the arguments of a macro, which are no syntax before it is expanded.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut goes_on = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if goes_on => path.push(name.to_string()),
                TokenTree::Ident(name) => {
                    self.paths.push(std::mem::replace(&mut path, vec![name.to_string()]));
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => {
                    goes_on = true;
                    continue;
                }
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            goes_on = false;
        }
        self.paths.push(path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    let is_cfg_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    };
    attributes.iter().any(is_cfg_test)
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::ExternCrate(_)
        | Item::ForeignMod(_)
        | Item::TraitAlias(_)
        | Item::Union(_)
        | Item::Verbatim(_)
        | _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::ExternCrate(_)
        | Item::ForeignMod(_)
        | Item::Impl(_)
        | Item::Mod(_)
        | Item::TraitAlias(_)
        | Item::Union(_)
        | Item::Use(_)
        | Item::Verbatim(_)
        | _ => return None,
    };
    Some(name.to_string())
}

mod tests {
    use super::*;
    use crate::scan::module_of;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let mut modules = Modules::default();
        for (path, source) in files {
            modules.add(path, &module_of(path), source);
        }
        modules.circles()
    }

    #[test]
    fn files_that_import_each_other_are_found_through_re_exports_paths_and_macros() {
        let a = ("src/a.rs", "use crate::b::B; pub struct A;");
        let b_of = |source: &'static str| {
            vec![a, ("src/lib.rs", "mod a; mod b; pub use a::A;"), ("src/b.rs", source)]
        };
        for source in [
            "use crate::a::A; pub struct B(A);",
            "use crate::A; pub struct B(A);",
            "use super::a; pub struct B(a::A);",
            "use crate::a::{self as other}; pub struct B(other::A);",
            "use crate::*; pub struct B(A);",
            "pub struct B; fn b() { crate::a::A; }",
            "pub struct B; fn b() { assert!(true, \"{:?}\", crate::a::A); }",
        ] {
            assert_eq!(circles(&b_of(source)).len(), 1, "{source}");
        }
        for source in ["pub struct B;", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }"] {
            assert_eq!(circles(&b_of(source)), Vec::<String>::new(), "{source}");
        }
    }

    #[test]
    fn a_module_that_only_declares_and_re_exports_is_in_no_circle() {
        let files = [
            ("src/a/mod.rs", "mod b; mod c; pub use b::B;"),
            ("src/a/b.rs", "use super::c::C; pub struct B(C);"),
            ("src/a/c.rs", "pub struct C;"),
        ];
        assert_eq!(circles(&files), Vec::<String>::new());
        let longer = [files[0], files[1], ("src/a/c.rs", "use super::B; pub struct C(Box<B>);")];
        assert_eq!(circles(&longer).len(), 1);
    }
}
