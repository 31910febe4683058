mafp/1
license: MIPS
version: undated
role: text
language: en
made-from: spdx-xml
words: 29
sha256: 3858d9520234bf806c3e736631efccabbf10caac8893883993f7e8fd8fb7dd7f
tokens:
lHwTCo790WUqTB5fR8bd8+q8GoCnK9koP1b61AjlFMTqvBqApyvZKD9W+tQI5RTE1fg4K5cZUHNvOz1qMqDwO9yAJau1sgN6oKuFRVQoQoIm4wV6k0pp/EZm
lVZg9h8COXR4YZiJlp2RsPAAKoFJuIVjapw=
punctuation:
AvMB8wTzASkD8wEpCPM=
spans:
copyright 0 8
alternatives:
sections:
end
