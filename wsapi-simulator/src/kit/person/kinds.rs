//! The kinds of messages that a person sends. They determine the options of a [`Writing`](crate::Writing): for example,
//! a voice message has no caption, and a text has no MIME type.

/// A text.
#[derive(Debug)]
pub enum Text {}

/// An image.
#[derive(Debug)]
pub enum Image {}

/// A video.
#[derive(Debug)]
pub enum Video {}

/// An audio file or a voice message.
#[derive(Debug)]
pub enum Sound {}

/// A document.
#[derive(Debug)]
pub enum Document {}

/// A sticker.
#[derive(Debug)]
pub enum Sticker {}

/// Any other message, such as a poll.
#[derive(Debug)]
pub enum Other {}

/// A kind with a file.
pub trait HasFile: sealed::Kind {}

/// A kind with a file that can have a caption.
pub trait HasCaption: HasFile {}

/// A kind with a file that has a duration.
pub trait HasDuration: HasFile {}

/// A kind with a file that can be marked as view-once.
pub trait IsViewOnce: HasFile {}

impl HasFile for Image {}
impl HasFile for Video {}
impl HasFile for Sound {}
impl HasFile for Document {}
impl HasFile for Sticker {}

impl HasCaption for Image {}
impl HasCaption for Video {}
impl HasCaption for Document {}

impl HasDuration for Video {}
impl HasDuration for Sound {}

impl IsViewOnce for Image {}
impl IsViewOnce for Video {}

mod sealed {
    pub trait Kind {}

    impl Kind for super::Image {}
    impl Kind for super::Video {}
    impl Kind for super::Sound {}
    impl Kind for super::Document {}
    impl Kind for super::Sticker {}
}
