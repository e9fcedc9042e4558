//! Modules and their files.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;

/// The modules of a folder, which are re-exported flat.
pub(super) fn reexports<'a>(modules: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let (modules, declared): (Vec<_>, Vec<_>) = modules.into_iter().map(declared).unzip();
    quote! { #(#declared)* #(pub use #modules::*;)* }
}

/// The name of a module and its declaration, with the file if that is not named like it.
fn declared(module: &str) -> (Ident, TokenStream) {
    let file = file_name(module);
    // In a script without case, a type can have the same name.
    let name = if module.is_ascii() { ident(module) } else { ident(&format!("{module}_")) };
    let path = (file != module).then(|| format!("{file}.rs")).map(|path| quote! { #[path = #path] });
    let declared = quote! { #path mod #name; };
    (name, declared)
}

/// How long the name of a file may be without its ending. Most file systems allow 255 bytes.
const MAX_FILE_NAME: usize = 100;

/// The file of a module. Rust finds it by the module's name only if that is ASCII: other characters are written as
/// their numbers, and the end of a long name as a hash. No name of a module has a `-`.
pub(super) fn file_name(module: &str) -> String {
    let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("u{:x}-", u32::from(c)) };
    let name: String = module.chars().map(ascii).collect();
    if name.len() <= MAX_FILE_NAME {
        return name;
    }
    // FNV-1a, which is the same in every version of Rust.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{}-{:016x}", &name[..MAX_FILE_NAME], name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
}
