mafp/1
license: ulem
version: undated
role: text
language: en
made-from: spdx-xml
words: 30
sha256: f701edb4d5877ed507cd3b8d979b1248da22a8144c06afa96fdc51d1a0b9d796
tokens:
lHwTCm0cAF49P+9h/rS4OqPeMkjywXJcdYV+yEu0lrkLN38SAC/lBkZmlVY3qy1/XW8anJBs3r6HaJjXKp815MqbsCC/3x3C6l4SSAs+wU4iODs8lyYVTybj
BXqTSmn8RmaVVpR8EwpfGiM9OXR4YQjoWh8lTqjR
punctuation:
Bb0B8wHzAWoBKQEGBvMB8w==
spans:
copyright 0 10
choice 10 12 0
optional 25 26
alternatives:
sMfGY4zGMUM=
sections:
end
