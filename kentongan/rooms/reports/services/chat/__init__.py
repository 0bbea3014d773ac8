"""Reading exported chats and deciding on what they propose."""
