mafp/1
license: LicenseRef-Gemma-Terms
version: undated
role: notice
language: en
made-from: text
words: 19
sha256: f01a682e7de9156b2fd3e122f7809bf80eeed6295d70470a1c1dc8ab037aae4a
tokens:
cET9ZTl0eGEm4wV6E1/VXW87PWrBstYQtbIDeiqBSbhwRP1ltGgeb3cW5cwyoPA7cnMmbXeaFAkDwvoWH2uH6vzozFtwRP1ltGgebw==
punctuation:
DykBKQ==
spans:
alternatives:
sections:
end
