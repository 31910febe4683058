mafp/1
license: snprintf
version: undated
role: text
language: en
made-from: spdx-xml
words: 36
sha256: c9e9a6ae479441ca80c9518b411e6af0e591918616cd1a1cb970c5585b6b1e6d
tokens:
lHwTCjDZAdT4yjgry4/8N0ZmlVZAszTJOXR4YamrV7ltk0SqQLM0yVSOXmY9P+9hMNkB1PjKOCuy5KJnk+sS3ONDICcdNT8eXW8anJBs3r7ERE3RCz7BTiI4
OzyXJhVPjMruBKK/E4aMyu4ERmaVVl8aIz0lIBhTJU6o0W2TRKqgq4VFs8QY/UCzNMl6Y6Im
punctuation:
Dr0BagEpAQY=
spans:
copyright 0 4
alternatives:
sections:
end
