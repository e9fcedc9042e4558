//! A caller of the SDK that uses twenty operations. `theirs.rs` and `openapi_generator.rs` call the same ones
//! with the clients of the peers.

use std::error::Error;

use wsapi_client::{
    Client, Jid, Media,
    types::{
        CreateGroupRequest, DeleteMessageRequest, EditMessageRequest, MarkAsReadRequest, SendDocumentRequest,
        SendLocationRequest, SendMediaRequest, SendReactionRequest, SendTextRequest, SetChatPresenceRequest,
    },
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url("https://api.example.com")
        .api_key("key of the instance")
        .account_key("key of the account")
        .instance_id("sales")
        .build()?;
    let to: Jid = "491701234567@s.whatsapp.net".parse()?;
    session(&client).await?;
    messages(&client, &to).await?;
    groups(&client, &to).await?;
    chats(&client, &to).await?;
    account(&client).await
}

async fn session(client: &Client) -> Result<(), Box<dyn Error>> {
    let status = client.session().status().await?;
    println!("logged in: {:?}", status.is_logged_in);
    let code = client.session().qr_text().await?;
    println!("code: {}", code.code);
    Ok(())
}

async fn messages(client: &Client, to: &Jid) -> Result<(), Box<dyn Error>> {
    let text = client.messages().send_text(SendTextRequest::new(to, "Hello")).await?;
    println!("text: {}", text.id);
    let image = Media::url("https://example.com/cat.jpg");
    let image = client.messages().send_image(SendMediaRequest::new(to, image).caption("A cat")).await?;
    println!("image: {}", image.id);
    let invoice = Media::url("https://example.com/invoice.pdf");
    let invoice = client.messages().send_document(SendDocumentRequest::new(to, invoice, "invoice.pdf")).await?;
    println!("document: {}", invoice.id);
    let place = SendLocationRequest::new(to, 52.52, 13.405).name("Berlin");
    let location = client.messages().send_location(place).await?;
    println!("location: {}", location.id);
    let reaction = client.messages().send_reaction(text.id.as_str(), SendReactionRequest::new(to, to, "👍")).await?;
    println!("reaction: {}", reaction.id);
    let edit = client.messages().edit(text.id.as_str(), EditMessageRequest::new(to, "Hello again")).await?;
    println!("edit: {}", edit.id);
    client.messages().mark_as_read("3EB0C431C26A1916E07A", MarkAsReadRequest::new(to, to, "read")).await?;
    client.messages().delete(text.id.as_str(), DeleteMessageRequest::new(to, to)).await?;
    Ok(())
}

async fn groups(client: &Client, member: &Jid) -> Result<(), Box<dyn Error>> {
    for group in client.groups().list().await? {
        println!("group: {}", group.id);
    }
    let created = client.groups().create(CreateGroupRequest::new("Friends", [member])).await?;
    println!("new group: {}", created.id);
    let id: Jid = "120363023605733675@g.us".parse()?;
    let group = client.groups().get(&id).await?;
    println!("group: {}", group.id);
    for participant in client.groups().participants(&id).await? {
        println!("participant: {}", participant.id);
    }
    Ok(())
}

async fn chats(client: &Client, chat: &Jid) -> Result<(), Box<dyn Error>> {
    for chat in client.chats().list().await? {
        println!("chat: {}", chat.id);
    }
    client.chats().set_presence(chat, SetChatPresenceRequest::new("typing")).await?;
    for contact in client.contacts().list().await? {
        println!("contact: {}", contact.id);
    }
    let checked = client.users().check("+491701234567").await?;
    println!("on WhatsApp: {:?}", checked.is_on_whatsapp);
    let mut file = client.media().download("media id").await?;
    let mut size = 0;
    while let Some(chunk) = file.chunk().await? {
        size += chunk.len();
    }
    println!("media: {size} bytes");
    Ok(())
}

async fn account(client: &Client) -> Result<(), Box<dyn Error>> {
    let page = client.account().instances().await?;
    println!("instances: {:?}", page.total_count);
    Ok(())
}
