mafp/1
license: LicenseRef-Llama-2
version: 2023-07-18
role: notice
language: en
made-from: text
words: 12
sha256: 34e77400d4dd28e387b45d786e07bbeda3ac91258c9d357a77f037c8e21882fe
tokens:
8SALeA0XLZS1sgN639HR+str82/iNEKz40MgJ9JXTBlwReMNNaqP4nF1gNzf0dH6
punctuation:
BGIBYgEp
spans:
alternatives:
sections:
end
