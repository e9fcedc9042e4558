//! The docs in the attributes of an item.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;
use syn::{Attribute, Expr, Lit, LitStr, Meta, Token, punctuated::Punctuated};

/// The docs of the attributes, whose file includes others relative to its folder.
pub(super) fn docs(attributes: &[Attribute], file: &Path) -> Result<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        lines.extend(lines_of(&attribute.meta, file)?);
    }
    Ok(lines.join("\n"))
}

/// The docs of an attribute among the tokens of a macro. Without docs, it is something else, or the macro inserts them.
pub(super) fn docs_in_macro(attribute: TokenStream, file: &Path) -> Result<Option<String>> {
    let Ok(meta) = syn::parse2::<Meta>(attribute) else { return Ok(None) };
    let lines = lines_of(&meta, file)?;
    Ok(Some(lines.join("\n")).filter(|_| !lines.is_empty()))
}

/// The texts of `doc = ..`, also in `cfg_attr(.., doc = ..)`.
fn lines_of(meta: &Meta, file: &Path) -> Result<Vec<String>> {
    match meta {
        Meta::NameValue(value) if value.path.is_ident("doc") => Ok(vec![text(&value.value, file)?]),
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?;
            let lines: Result<Vec<_>> = parts.iter().skip(1).map(|part| lines_of(part, file)).collect();
            Ok(lines?.concat())
        }
        _ => Ok(Vec::new()),
    }
}

fn text(value: &Expr, file: &Path) -> Result<String> {
    if let Some(text) = literal(value) {
        return Ok(text);
    }
    match value {
        Expr::Macro(value) if value.mac.path.is_ident("include_str") => {
            let name = value.mac.parse_body::<LitStr>()?.value();
            let path = file.with_file_name(name);
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        }
        _ => bail!("expected docs that are a string or `include_str!`"),
    }
}

/// The value of `path = "text"`.
pub(super) fn path(attributes: &[Attribute]) -> Option<String> {
    let value = |attribute: &Attribute| literal(&attribute.meta.require_name_value().ok()?.value);
    attributes.iter().filter(|attribute| attribute.path().is_ident("path")).find_map(value)
}

fn literal(value: &Expr) -> Option<String> {
    let Expr::Lit(value) = value else { return None };
    if let Lit::Str(text) = &value.lit { Some(text.value()) } else { None }
}

/// Returns whether the item exists only in tests.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    let is_for_tests =
        |attribute: &Attribute| attribute.path().is_ident("cfg") && attribute.parse_args().is_ok_and(requires_test);
    attributes.iter().any(is_for_tests)
}

fn requires_test(condition: Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test") || path.is_ident("doctest"),
        Meta::List(list) => {
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
            match list.path.get_ident().map(ToString::to_string).as_deref() {
                Some("all") => parts.into_iter().any(requires_test),
                Some("any") => !parts.is_empty() && parts.into_iter().all(requires_test),
                _ => false,
            }
        }
        Meta::NameValue(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use syn::{ItemStruct, parse_str};

    use super::{docs, is_test};

    fn item(attributes: &str) -> ItemStruct {
        parse_str(&format!("{attributes} struct Item;")).unwrap()
    }

    #[test]
    fn conditional_docs_count() {
        let item = item("/// One\n#[cfg_attr(all(a, not(b = \"c\")), doc = \" Two\", deprecated, doc = \" Three\")]");
        assert_eq!(docs(&item.attrs, Path::new("lib.rs")).unwrap(), " One\n Two\n Three");
    }

    #[test]
    fn included_docs_count() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("text.md"), "One.\n").unwrap();
        let item = item("#[doc = include_str!(\"text.md\")]\n#[cfg_attr(a, doc = include_str!(\"text.md\"))]");
        assert_eq!(docs(&item.attrs, &folder.path().join("lib.rs")).unwrap(), "One.\n\nOne.\n");
    }

    #[test]
    fn other_expressions_are_an_error() {
        let item = item("#[doc = concat!(\"a\", \"b\")]");
        let error = docs(&item.attrs, Path::new("lib.rs")).unwrap_err();
        assert_eq!(error.to_string(), "expected docs that are a string or `include_str!`");
    }

    #[test]
    fn items_for_tests_are_known_by_their_conditions() {
        for condition in ["test", "doctest", "all(doctest, feature = \"a\")", "any(test, doctest)"] {
            assert!(is_test(&item(&format!("#[cfg({condition})]")).attrs), "{condition}");
        }
        for condition in ["not(test)", "any(test, unix)", "feature = \"test\"", "all(unix)"] {
            assert!(!is_test(&item(&format!("#[cfg({condition})]")).attrs), "{condition}");
        }
    }
}
