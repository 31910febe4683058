mafp/1
license: check-cvs
version: undated
role: text
language: en
made-from: spdx-xml
words: 19
sha256: ed81b020b7aef0ee387785d0f2de2f8ce9eccbd0b2215bed2d5e2587471ec2a1
tokens:
ac5iyzl0eGFdxsMitbIDeoVjapxvOz1qv98dwi0uSu9GZpVWQkHJpUoPBTe/3x3ClmMhHRQUzOQm4wV6RmaVVl8aIz05dHhhB6pbSQ==
punctuation:
CvME8w==
spans:
alternatives:
sections:
end
