//! Finds texts that are blank or surrounded by white space, which is most often a line break from a file.

/// Returns what is wrong with a text that must be neither blank nor surrounded by white space.
///
/// The result completes a sentence such as "the API key …", and contains no part of the text.
pub(crate) fn problem(text: &str) -> Option<&'static str> {
    let (first, last) = (text.chars().next(), text.chars().next_back());
    let (Some(first), Some(last)) = (first, last) else { return Some("is empty") };
    match () {
        () if text.trim().is_empty() => Some("is blank"),
        () if matches!(last, '\n' | '\r') => Some("ends with a line break, which must be removed"),
        () if last.is_whitespace() => Some("ends with white space, which must be removed"),
        () if matches!(first, '\n' | '\r') => Some("starts with a line break, which must be removed"),
        () if first.is_whitespace() => Some("starts with white space, which must be removed"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn problem_names_the_place_of_the_white_space() {
        for (text, start) in [
            ("", Some("is empty")),
            (" ", Some("is blank")),
            ("\r\n", Some("is blank")),
            ("\u{a0}", Some("is blank")),
            ("key\n", Some("ends with a line break,")),
            ("key\r\n", Some("ends with a line break,")),
            ("key ", Some("ends with white space,")),
            ("key\t", Some("ends with white space,")),
            ("key\u{2003}", Some("ends with white space,")),
            ("\nkey", Some("starts with a line break,")),
            (" key", Some("starts with white space,")),
            ("a key", None),
            ("k", None),
        ] {
            match (problem(text), start) {
                (Some(problem), Some(start)) => assert!(problem.starts_with(start), "{text:?}: {problem}"),
                (problem, start) => assert_eq!(problem, start, "{text:?}"),
            }
        }
    }
}
