//! The commands that keys are bound to.

use std::fmt;

macro_rules! commands {
    ($($group:ident { $($variant:ident $name:literal $doc:literal;)* })*) => {
        /// A command of the browser, as plain data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $($(#[doc = $doc] $variant,)*)* }

        impl Command {
            /// Every command, in the order of the help.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// Returns the command's name in a keymap.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// Returns the id of its label in `labels.toml`.
            #[must_use]
            pub fn label_id(self) -> &'static str {
                match self { $($(Self::$variant => concat!("command.", $name),)*)* }
            }

            /// Returns the id of its synonyms in `labels.toml`, which has some for commands with several
            /// usual names.
            #[must_use]
            pub fn synonyms_id(self) -> &'static str {
                match self { $($(Self::$variant => concat!("also.", $name),)*)* }
            }

            /// Returns its group in the help.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)*)* }
            }
        }
    };
}

commands! {
    Move {
    Up "up" "One up.";
    Down "down" "One down.";
    PageUp "page_up" "A page up.";
    PageDown "page_down" "A page down.";
    HalfUp "half_up" "Half a page up.";
    HalfDown "half_down" "Half a page down.";
    Top "top" "To the first.";
    Bottom "bottom" "To the last.";
    Read "read" "From the list into the case.";
    VisitBack "visit_back" "Back to where one was.";
    VisitForward "visit_forward" "Forward again.";
    Back "back" "Out of the search text, then out of the pane.";
    NextPane "next_pane" "To the next pane.";
    PreviousPane "previous_pane" "To the previous pane.";
    }
    Section {
    PreviousSection "previous_section" "To the section before.";
    NextSection "next_section" "To the section after.";
    Section1 "section_1" "To section 1.";
    Section2 "section_2" "To section 2.";
    Section3 "section_3" "To section 3.";
    Section4 "section_4" "To section 4.";
    Section5 "section_5" "To section 5.";
    Section6 "section_6" "To section 6.";
    Section7 "section_7" "To section 7.";
    Section8 "section_8" "To section 8.";
    Section9 "section_9" "To section 9.";
    Section10 "section_10" "To section 10.";
    Section11 "section_11" "To section 11.";
    Section12 "section_12" "To section 12.";
    Section13 "section_13" "To section 13.";
    Section14 "section_14" "To section 14.";
    Section15 "section_15" "To section 15.";
    Section16 "section_16" "To section 16.";
    Sections "sections" "The list of all sections.";
    WholePage "whole_page" "All sections one below the other, or one at a time.";
    HideBlanks "hide_blanks" "Fields without an answer, away and back.";
    }
    Case {
    PreviousCase "previous_case" "The case before, on the same section and field.";
    NextCase "next_case" "The case after, on the same section and field.";
    OpenField "open_field" "The field in full size, with the lines of the page.";
    PreviousField "previous_field" "The field before.";
    NextField "next_field" "The field after.";
    EditSource "edit_source" "The page's file, in an editor.";
    Sort "sort" "The next order of the list.";
    OpenUrl "open_url" "The network's own site, in a web browser.";
    Copy "copy" "The field's text, to the clipboard.";
    CopyMenu "copy_menu" "The field, the section or the case, as text, Markdown or JSON.";
    WriteFile "write_file" "The selected line of the copy popup, into a file.";
    Bookmark "bookmark" "Marks the case, or takes its mark away.";
    Bookmarks "bookmarks" "Only the cases with a bookmark, or all again.";
    Diagnostics "diagnostics" "What is to know about the open page.";
    ExplainTerm "explain_term" "What the terms of the field mean.";
    }
    Across {
    Table "table" "The cases as a table, or the list again.";
    Columns "columns" "The columns of the table, to choose from.";
    ColumnSets "column_sets" "The named sets of columns.";
    HideColumn "hide_column" "Takes the column under the cursor away.";
    MoveColumnLeft "move_column_left" "Moves the column to the left.";
    MoveColumnRight "move_column_right" "Moves the column to the right.";
    Unfold "unfold" "A column for each item of the field.";
    Fold "fold" "One column for all items of the field.";
    HideSame "hide_same" "What all cases answer alike, away and back.";
    Compare "compare" "Cases side by side.";
    History "history" "The pages of the case, the oldest first.";
    Distribution "distribution" "The answers to the field, counted.";
    Charts "charts" "The charts of the site.";
    Map "map" "The map of the prefectures.";
    Benchmarks "benchmarks" "National figures beside those of the pages.";
    Similar "similar" "The cases by their likeness to this one.";
    LikeProfile "like_profile" "The cases by their likeness to a network that one describes.";
    LikenessGroups "likeness_groups" "What the cases are compared by, to choose from.";
    Mark "mark" "Marks the case to compare it, or takes the mark away.";
    ClearMarks "clear_marks" "Takes all those marks away.";
    Relations "relations" "How numbers relate to the base.";
    Foot "foot" "How many answer, medians and sums, below the table.";
    }
    Search {
    Search "search" "Into the search box.";
    Accept "accept" "Keeps the search and goes to what it found.";
    Clear "clear" "Leaves the search.";
    Complete "complete" "Completes what is being typed, then the next option.";
    CompleteBack "complete_back" "The option before.";
    QueryHelp "query_help" "How queries are written.";
    NextHit "next_hit" "To the next field that the search found.";
    PreviousHit "previous_hit" "To the field before that the search found.";
    Facets "facets" "The answers to choose cases by.";
    Toggle "toggle" "Chooses an answer, or no longer.";
    PreviousFacet "previous_facet" "To the question before.";
    NextFacet "next_facet" "To the question after.";
    }
    Program {
    Choose "choose" "Takes the line of the popup.";
    Close "close" "Closes the popup.";
    SiteMenu "site_menu" "The site's own navigation.";
    Help "help" "Every key.";
    Filter "filter" "Filters the list of a popup.";
    Palette "palette" "Every command by name.";
    Messages "messages" "The messages again.";
    Reload "reload" "Reads again what changed.";
    Wider "wider" "More room for the list.";
    Narrower "narrower" "Less room for the list.";
    Themes "themes" "The themes, each tried as one goes over it.";
    ReleaseMouse "release_mouse" "Lets the terminal have the mouse, or takes it back.";
    Suspend "suspend" "Back to the shell for a while.";
    Quit "quit" "Ends jirei.";
    }
}

/// A group of commands in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Moving in a pane and between panes.
    Move,
    /// Sections.
    Section,
    /// Cases and actions on a case.
    Case,
    /// Across cases.
    Across,
    /// The search box.
    Search,
    /// Popups and the program.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: &'static [Self] =
        &[Self::Move, Self::Section, Self::Case, Self::Across, Self::Search, Self::Program];

    /// Returns the id of its label in `labels.toml`.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Move => "help.move",
            Self::Section => "help.section",
            Self::Case => "help.case",
            Self::Across => "help.across",
            Self::Search => "help.search",
            Self::Program => "help.program",
        }
    }
}

impl Command {
    /// The commands that go to a section, in order.
    pub const SECTIONS: [Self; 16] = [
        Self::Section1,
        Self::Section2,
        Self::Section3,
        Self::Section4,
        Self::Section5,
        Self::Section6,
        Self::Section7,
        Self::Section8,
        Self::Section9,
        Self::Section10,
        Self::Section11,
        Self::Section12,
        Self::Section13,
        Self::Section14,
        Self::Section15,
        Self::Section16,
    ];

    /// Returns the command with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }

    /// Returns the index of the section that the command goes to.
    #[must_use]
    pub fn section(self) -> Option<usize> {
        Self::SECTIONS.iter().position(|command| *command == self)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
