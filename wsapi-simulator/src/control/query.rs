//! Query parameters.

use percent_encoding::percent_decode_str;

use super::Problem;

/// Returns the values of the parameters with these names. Other parameters are rejected.
pub(super) fn values<const N: usize>(query: Option<&str>, names: [&str; N]) -> Result<[Option<String>; N], Problem> {
    let mut values = [const { None }; N];
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(index) = names.iter().position(|known| *known == name) else {
            return Err(Problem::new(400, format!("unknown parameter `{name}`, {}", expected(&names))));
        };
        let value = percent_decode_str(value).decode_utf8();
        let value = value.map_err(|_| Problem::new(400, format!("{name}: expected UTF-8")))?;
        values[index] = Some(value.into_owned());
    }
    Ok(values)
}

/// Parses a parameter as a whole number.
pub(super) fn number(name: &str, value: Option<String>) -> Result<Option<u64>, Problem> {
    let parse = |value: String| {
        let problem = |_| Problem::new(400, format!("{name}: expected a whole number, found `{value}`"));
        value.parse().map_err(problem)
    };
    value.map(parse).transpose()
}

fn expected(names: &[&str]) -> String {
    match names {
        [] => "expected no parameters".to_owned(),
        [name] => format!("expected `{name}`"),
        names => format!("expected one of `{}`", names.join("`, `")),
    }
}
