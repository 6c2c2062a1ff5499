//! The damages that a layout may take, and which of them a page has.

use std::fmt;

macro_rules! damages {
    ($($name:ident $doc:literal;)*) => {
        /// One kind of damage.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Damage { $(#[doc = $doc] $name,)* }

        impl Damage {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

damages! {
    Headings "Headings of any depth, bold, numbered or with a mark; undamaged they are bare.";
    Contents "The contents list as bullets, numbers or links, below a heading of its own, or not there.";
    CutValue "A value cut over rows with an empty label cell.";
    Legend "The legend glued to its label or on a row of its own.";
    CutLabel "A label cut in two or three around its value.";
    NoCell "A label without tab and value.";
    Rules "Rule rows anywhere.";
    BlankLines "Blank lines inside tables.";
    Tags "Tags around and inside cells.";
    Escapes "Markdown's backslashes.";
    Pipes "A section as a pipe table.";
    Before "Style, script, navigation and title before the page.";
    Footer "Other links below the page, or none.";
    Address "The address in one of its other writings.";
    CrLf "Lines ended by CR LF.";
    Mark "A byte order mark.";
}

/// A choice of damages, and the sections that they are kept out of.
#[derive(Clone, Copy)]
pub struct Damages {
    kinds: u32,
    spared: u32,
    /// How often in a hundred a damage happens where it can.
    pub percent: usize,
}

impl Damages {
    /// The damages of these bits, anywhere.
    pub fn new(bits: u64, percent: usize) -> Self {
        // The low bits are all that there are damages for.
        Self { kinds: u32::try_from(bits & 0xffff).unwrap_or_default(), spared: 0, percent }
    }

    pub fn has(self, damage: Damage) -> bool {
        self.kinds >> (damage as u32) & 1 == 1
    }

    /// The same damages, none of them where the section is spared.
    pub fn in_section(self, section: usize) -> Self {
        if self.spares(section) { Self { percent: 0, ..self } } else { self }
    }

    fn spares(self, section: usize) -> bool {
        self.spared >> section & 1 == 1
    }

    pub fn without(self, damage: Damage) -> Self {
        Self { kinds: self.kinds & !(1 << (damage as u32)), ..self }
    }

    pub fn sparing(self, section: usize) -> Self {
        Self { spared: self.spared | 1 << section, ..self }
    }
}

impl fmt::Display for Damages {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<&Damage> = Damage::ALL.iter().filter(|damage| self.has(**damage)).collect();
        let sections: Vec<usize> =
            (0..16).filter(|section| !self.spares(*section)).map(|at| at + 1).collect();
        write!(out, "{kinds:?} in sections {sections:?}")
    }
}
