//! A caller of progenitor's client that uses twenty operations. `ours.rs` calls the same ones with the SDK.

use std::error::Error;

use futures_util::StreamExt;
use peer::Client;
use reqwest::header::{HeaderMap, HeaderValue};

const INSTANCE: &str = "sales";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client("key of the instance")?;
    let to = "491701234567@s.whatsapp.net";
    session(&client).await?;
    messages(&client, to).await?;
    groups(&client, to).await?;
    chats(&client, to).await?;
    account(&self::client("key of the account")?).await
}

/// progenitor's client has no setting for the key, so reqwest adds it.
fn client(key: &'static str) -> Result<Client, Box<dyn Error>> {
    let mut headers = HeaderMap::new();
    headers.insert("x-api-key", HeaderValue::from_static(key));
    let reqwest = reqwest::Client::builder().default_headers(headers).build()?;
    Ok(Client::new_with_client("https://api.example.com", reqwest))
}

async fn session(client: &Client) -> Result<(), Box<dyn Error>> {
    let status = client.get_session_status().x_instance_id(INSTANCE).send().await?;
    println!("logged in: {:?}", status.is_logged_in);
    let code = client.get_qr_text().x_instance_id(INSTANCE).send().await?;
    println!("code: {}", code.code);
    Ok(())
}

async fn messages(client: &Client, to: &str) -> Result<(), Box<dyn Error>> {
    let text = client.send_text().x_instance_id(INSTANCE).body_map(|body| body.to(to).text("Hello")).send().await?;
    println!("text: {:?}", text.id);
    let id = text.id.as_deref().unwrap_or_default();
    let image = client
        .send_image()
        .x_instance_id(INSTANCE)
        .body_map(|body| body.to(to).url("https://example.com/cat.jpg".to_owned()).caption("A cat".to_owned()))
        .send()
        .await?;
    println!("image: {:?}", image.id);
    let invoice = client
        .send_document()
        .x_instance_id(INSTANCE)
        .body_map(|body| body.to(to).url("https://example.com/invoice.pdf".to_owned()).filename("invoice.pdf"))
        .send()
        .await?;
    println!("document: {:?}", invoice.id);
    let location = client
        .send_location()
        .x_instance_id(INSTANCE)
        .body_map(|body| body.to(to).latitude(52.52).longitude(13.405).name("Berlin".to_owned()))
        .send()
        .await?;
    println!("location: {:?}", location.id);
    let reaction = client
        .send_reaction()
        .message_id(id)
        .x_instance_id(INSTANCE)
        .body_map(|body| body.to(to).sender_id(to.to_owned()).reaction("👍"))
        .send()
        .await?;
    println!("reaction: {:?}", reaction.id);
    let edit = client
        .edit_message()
        .message_id(id)
        .x_instance_id(INSTANCE)
        .body_map(|body| body.to(to).text("Hello again"))
        .send()
        .await?;
    println!("edit: {:?}", edit.id);
    client
        .mark_as_read()
        .message_id("3EB0C431C26A1916E07A")
        .x_instance_id(INSTANCE)
        .body_map(|body| body.chat_id(to).sender_id(to).receipt_type("read"))
        .send()
        .await?;
    client
        .delete_message()
        .message_id(id)
        .x_instance_id(INSTANCE)
        .body_map(|body| body.chat_id(to).sender_id(to))
        .send()
        .await?;
    Ok(())
}

async fn groups(client: &Client, member: &str) -> Result<(), Box<dyn Error>> {
    for group in client.list_groups().x_instance_id(INSTANCE).send().await?.into_inner() {
        println!("group: {:?}", group.group_id);
    }
    let created = client
        .create_group()
        .x_instance_id(INSTANCE)
        .body_map(|body| body.name("Friends").participants([member.to_owned()]))
        .send()
        .await?;
    println!("new group: {:?}", created.id);
    let id = "120363023605733675@g.us";
    let group = client.get_group().id(id).x_instance_id(INSTANCE).send().await?;
    println!("group: {:?}", group.group_id);
    for participant in client.get_group_participants().id(id).x_instance_id(INSTANCE).send().await?.into_inner() {
        println!("participant: {:?}", participant.id);
    }
    Ok(())
}

async fn chats(client: &Client, chat: &str) -> Result<(), Box<dyn Error>> {
    for chat in client.list_chats().x_instance_id(INSTANCE).send().await?.into_inner() {
        println!("chat: {:?}", chat.id);
    }
    client
        .set_chat_presence()
        .chat_id(chat)
        .x_instance_id(INSTANCE)
        .body_map(|body| body.state("typing"))
        .send()
        .await?;
    for contact in client.list_contacts().x_instance_id(INSTANCE).send().await?.into_inner() {
        println!("contact: {:?}", contact.id);
    }
    let checked = client.check_user().phone("+491701234567").x_instance_id(INSTANCE).send().await?;
    println!("on WhatsApp: {:?}", checked.is_in_whats_app);
    let mut file = client.download_media().id("media id").x_instance_id(INSTANCE).send().await?.into_inner();
    let mut size = 0;
    while let Some(chunk) = file.next().await {
        size += chunk?.len();
    }
    println!("media: {size} bytes");
    Ok(())
}

async fn account(client: &Client) -> Result<(), Box<dyn Error>> {
    let page = client.list_account_instances().send().await?;
    println!("instances: {:?}", page.total_count);
    Ok(())
}
