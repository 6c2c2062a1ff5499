//! The signs of frames, marks and bars. Most of them have an ambiguous width; if the terminal gives those
//! two cells, ASCII replaces them, so that lines still join.

use super::width::is_ambiguous_wide;

/// Signs of one cell each.
#[derive(Debug, PartialEq, Eq)]
pub struct DrawingSigns {
    /// At the left of the selected row.
    pub mark: &'static str,
    /// Around the words of the open tab.
    pub tab: [&'static str; 2],
    /// There are tabs to the left, to the right.
    pub more: [&'static str; 2],
    /// A horizontal line.
    pub rule: &'static str,
    /// A vertical line.
    pub edge: &'static str,
    /// Where a vertical line hangs from a horizontal one.
    pub tee: &'static str,
    /// The thumb of a scrollbar.
    pub thumb: &'static str,
    /// Another page differs.
    pub differs: &'static str,
    /// Only some answer.
    pub one_sided: &'static str,
    /// Before a message.
    pub bullet: &'static str,
    /// The pieces of a bar, from the shortest to a full cell.
    pub bar: &'static [&'static str],
    /// A cell of a bar for what is only planned.
    pub hatch: &'static str,
    /// The steps of a course, from the lowest to the highest.
    pub steps: &'static [&'static str],
}

static DRAWN: DrawingSigns = DrawingSigns {
    mark: "▌",
    tab: ["▌", "▐"],
    more: ["‹", "›"],
    rule: "─",
    edge: "│",
    tee: "┬",
    thumb: "█",
    differs: "≠",
    one_sided: "◐",
    bullet: "·",
    bar: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    hatch: "░",
    steps: &["▂", "▃", "▄", "▅", "▆", "▇", "█"],
};

static ASCII: DrawingSigns = DrawingSigns {
    mark: ">",
    tab: ["[", "]"],
    more: ["<", ">"],
    rule: "-",
    edge: "|",
    tee: "+",
    thumb: "#",
    differs: "~",
    one_sided: "%",
    bullet: "-",
    bar: &["#"],
    hatch: ":",
    steps: &["_", "-", "^"],
};

/// Returns the signs for the terminal of this thread.
#[must_use]
pub fn signs() -> &'static DrawingSigns {
    if is_ambiguous_wide() { &ASCII } else { &DRAWN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::{cells, set_ambiguous_wide};

    #[test]
    fn every_sign_takes_one_cell_whatever_the_terminal() {
        for wide in [false, true] {
            set_ambiguous_wide(wide);
            let DrawingSigns {
                mark,
                tab,
                more,
                rule,
                edge,
                tee,
                thumb,
                differs,
                one_sided,
                bullet,
                bar,
                hatch,
                steps,
            } = signs();
            let all = [mark, rule, edge, tee, thumb, differs, one_sided, bullet, hatch]
                .into_iter()
                .chain(tab)
                .chain(more)
                .chain(*bar)
                .chain(*steps);
            for sign in all {
                assert_eq!(cells(sign), 1, "{sign} {wide}");
            }
        }
    }
}
