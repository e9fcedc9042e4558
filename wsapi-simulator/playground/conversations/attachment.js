// A file of the user as a message.

const ACTS = { image: 'sendsImage', video: 'sendsVideo', audio: 'sendsAudio' };

/** The act that sends a file, and its members. A sound has no caption. */
export async function attachment(file, caption) {
  const name = ACTS[file.type.split('/')[0]] ?? 'sendsDocument';
  return [name, {
    data: await base64(file),
    ...(file.type && { mimeType: file.type }),
    ...(name === 'sendsDocument' && { name: file.name }),
    ...(caption && name !== 'sendsAudio' && { caption }),
  }];
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
