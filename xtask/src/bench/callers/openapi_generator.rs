//! A caller of OpenAPI Generator's client that uses twenty operations. `ours.rs` calls the same ones with the SDK.

use std::error::Error;

use openapi_client::{
    apis::{
        account_api, chats_api,
        configuration::{ApiKey, Configuration},
        contacts_api, groups_api, media_api, messages_api, session_api, users_api,
    },
    models::{
        CreateGroupRequest, DeleteMessageRequest, EditMessageRequest, MarkAsReadRequest, SendDocumentRequest,
        SendLocationRequest, SendMediaRequest, SendReactionRequest, SendTextRequest, SetPresenceRequest,
        mark_as_read_request::ReceiptType, set_presence_request::State,
    },
};

const INSTANCE: &str = "sales";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client("key of the instance");
    let to = "491701234567@s.whatsapp.net";
    session(&client).await?;
    messages(&client, to).await?;
    groups(&client, to).await?;
    chats(&client, to).await?;
    account(&self::client("key of the account")).await
}

fn client(key: &str) -> Configuration {
    let mut configuration = Configuration::new();
    configuration.base_path = "https://api.example.com".to_owned();
    configuration.api_key = Some(ApiKey { prefix: None, key: key.to_owned() });
    configuration
}

async fn session(client: &Configuration) -> Result<(), Box<dyn Error>> {
    let status = session_api::get_session_status(client, INSTANCE).await?;
    println!("logged in: {:?}", status.is_logged_in);
    let code = session_api::get_qr_text(client, INSTANCE).await?;
    println!("code: {}", code.code);
    Ok(())
}

async fn messages(client: &Configuration, to: &str) -> Result<(), Box<dyn Error>> {
    let to = || to.to_owned();
    let text = messages_api::send_text(client, INSTANCE, SendTextRequest::new(to(), "Hello".to_owned())).await?;
    println!("text: {:?}", text.id);
    let id = text.id.as_deref().unwrap_or_default();
    let mut image = SendMediaRequest::new(to());
    image.url = Some("https://example.com/cat.jpg".to_owned());
    image.caption = Some("A cat".to_owned());
    let image = messages_api::send_image(client, INSTANCE, image).await?;
    println!("image: {:?}", image.id);
    let mut invoice = SendDocumentRequest::new(to(), "invoice.pdf".to_owned());
    invoice.url = Some("https://example.com/invoice.pdf".to_owned());
    let invoice = messages_api::send_document(client, INSTANCE, invoice).await?;
    println!("document: {:?}", invoice.id);
    let mut place = SendLocationRequest::new(to());
    place.latitude = Some(52.52);
    place.longitude = Some(13.405);
    place.name = Some("Berlin".to_owned());
    let location = messages_api::send_location(client, INSTANCE, place).await?;
    println!("location: {:?}", location.id);
    let mut reaction = SendReactionRequest::new(to(), "👍".to_owned());
    reaction.sender_id = Some(to());
    let reaction = messages_api::send_reaction(client, INSTANCE, id, reaction).await?;
    println!("reaction: {:?}", reaction.id);
    let edit = EditMessageRequest::new(to(), "Hello again".to_owned());
    let edit = messages_api::edit_message(client, INSTANCE, id, edit).await?;
    println!("edit: {:?}", edit.id);
    let read = MarkAsReadRequest::new(to(), to(), ReceiptType::Read);
    messages_api::mark_as_read(client, INSTANCE, "3EB0C431C26A1916E07A", read).await?;
    messages_api::delete_message(client, INSTANCE, id, DeleteMessageRequest::new(to(), to())).await?;
    Ok(())
}

async fn groups(client: &Configuration, member: &str) -> Result<(), Box<dyn Error>> {
    for group in groups_api::list_groups(client, INSTANCE).await? {
        println!("group: {:?}", group.group_id);
    }
    let group = CreateGroupRequest::new("Friends".to_owned(), vec![member.to_owned()]);
    let created = groups_api::create_group(client, INSTANCE, group).await?;
    println!("new group: {:?}", created.id);
    let id = "120363023605733675@g.us";
    let group = groups_api::get_group(client, INSTANCE, id).await?;
    println!("group: {:?}", group.group_id);
    for participant in groups_api::get_group_participants(client, INSTANCE, id).await? {
        println!("participant: {:?}", participant.id);
    }
    Ok(())
}

async fn chats(client: &Configuration, chat: &str) -> Result<(), Box<dyn Error>> {
    for chat in chats_api::list_chats(client, INSTANCE).await? {
        println!("chat: {:?}", chat.id);
    }
    chats_api::set_chat_presence(client, INSTANCE, chat, SetPresenceRequest::new(State::Typing)).await?;
    for contact in contacts_api::list_contacts(client, INSTANCE).await? {
        println!("contact: {:?}", contact.id);
    }
    let checked = users_api::check_user(client, INSTANCE, "+491701234567").await?;
    println!("on WhatsApp: {:?}", checked.is_in_whats_app);
    let mut file = media_api::download_media(client, INSTANCE, "media id").await?;
    let mut size = 0;
    while let Some(chunk) = file.chunk().await? {
        size += chunk.len();
    }
    println!("media: {size} bytes");
    Ok(())
}

async fn account(client: &Configuration) -> Result<(), Box<dyn Error>> {
    let page = account_api::list_account_instances(client, None, None, None, None, None).await?;
    println!("instances: {:?}", page.total_count);
    Ok(())
}
