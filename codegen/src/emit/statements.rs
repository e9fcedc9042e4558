//! The text of statements.

use proc_macro2::TokenStream;
use quote::quote;

/// Prints statements as they are written in an example, line by line; nothing if they are not Rust.
pub(super) fn statements(tokens: TokenStream) -> Option<Vec<String>> {
    let function = syn::parse2(quote! { fn example() { #tokens } }).ok()?;
    let printed = prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items: vec![function] });
    let lines: Vec<&str> = printed.lines().collect();
    let inner = lines.get(1..lines.len().checked_sub(1)?)?;
    Some(inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect())
}
