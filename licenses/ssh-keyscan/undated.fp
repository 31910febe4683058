mafp/1
license: ssh-keyscan
version: undated
role: text
language: en
made-from: spdx-xml
words: 39
sha256: 764d416e84154b532961ee3d35e9d3bceba7804eaf61a0dc7e34cf86d698834a
tokens:
lHwTCsuP/Dck2Uu2PT/vYd2WmDPFdhH0RQoHuttuY6e5kFzW80+WK3e1eAxvOz1qZDUaUZGw8ACzxBj9bzs9arqZ9VIpRjP9OXR4YWkM3MYm4wV6k0pp/DkW
ttMxdhGPOXR4YeChaW21sgN6KoFJuGlwqMVvOz1qKoFJuPSUP5oSeCcLPT/vYZYZwhFGZpVWlHwTCl8aIz0lTqjR
punctuation:
AvMFagEpASkBKQ==
spans:
copyright 0 10
alternatives:
sections:
end
