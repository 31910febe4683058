#include "integrity/trust.h"

#include "core/utf8.h"
#include "integrity/keyless.h"

namespace modelaudit::integrity {
namespace {

Check verified(const PublicKey& key, std::string says) {
  return {State::verified, {}, {}, "signature " + key.kind(), {}, {}, std::move(says)};
}

Check failed(const char* code, std::string expected, std::string found, std::string says) {
  return {State::failed, code, {}, "signature", std::move(expected), std::move(found), std::move(says)};
}

Check not_verified(std::string expected, std::string says) {
  return {State::not_verified, "signature-not-verified", {}, "signature", std::move(expected), {}, std::move(says)};
}

// Why a signature does not fit the key, as far as that can be told.
Check does_not_fit(const Envelope& envelope, const PublicKey& key) {
  const std::string v02 = pre_authentication_v02(envelope.payload_type, envelope.payload);
  for (const std::string& signature : envelope.signatures) {
    if (key.verify(v02, signature, SignatureHash::sha256)) {
      return failed("signature-old-version", "a signature over DSSE's pre-authentication encoding",
                    "one over the string that model_signing 0.2.0 made in its place",
                    "is of a form that was broken and withdrawn; it is not accepted");
    }
    if (key.verify(pre_authentication(envelope.payload_type, envelope.payload), signature, SignatureHash::sha256)) {
      return failed("signature-invalid", "the hash that belongs to " + key.kind(), "SHA-256",
                    "uses a hash that the format does not allow with this key");
    }
  }
  return failed("signature-invalid", "a signature of the key " + key.hint().substr(0, 16) + "… (" + key.kind() + ")",
                "another signature", "does not verify: the payload was changed, or another key signed");
}

std::string key_words(const PublicKey& key) { return "key " + key.hint().substr(0, 16) + "… (" + key.kind() + ")"; }

// The key that the bundle names beside its signature is not the one that verified it.
void note_other_key(const Bundle& bundle, const PublicKey& key, SignatureResult& out) {
  if (bundle.method != SigningMethod::key) return;
  std::string found;
  if (bundle.raw_key) {
    Result<PublicKey> claimed = PublicKey::from_pem(*bundle.raw_key);
    if (!claimed) claimed = PublicKey::from_der(*bundle.raw_key);
    if (claimed && *claimed == key) return;
    found = claimed ? claimed->hint() : "a key that cannot be read";
  } else {
    if (bundle.hint == key.hint()) return;
    found = display_short(bundle.hint);
  }
  out.notes.push_back({State::noted, "signature-hint-differs", {}, "signature", key.hint(), std::move(found),
                       "names another key than the one that verifies it"});
}

// A key that the user gave decides for every method: whoever holds it signed.
SignatureResult by_keys(const Bundle& bundle, const Trust& trust) {
  SignatureResult out;
  for (const PublicKey& key : trust.keys) {
    if (!verify_envelope(bundle.envelope, key)) continue;
    out.signer = key_words(key);
    out.check = verified(key, "is of the given " + out.signer);
    note_other_key(bundle, key, out);
    return out;
  }
  out.check = does_not_fit(bundle.envelope, trust.keys.front());
  return out;
}

SignatureResult by_chain(const Bundle& bundle, const Trust& trust) {
  SignatureResult out;
  std::vector<Certificate> chain;
  for (const std::string& der : bundle.certificates) {
    Result<Certificate> certificate = Certificate::from_der(der);
    if (!certificate) {
      out.check = failed("signature-malformed", certificate.error().expected, certificate.error().found, "has a chain that cannot be read");
      return out;
    }
    chain.push_back(*std::move(certificate));
  }
  const Certificate& leaf = chain.front();
  out.signer = display(leaf.subject()) + ", issued by " + display(leaf.issuer());
  const Result<PublicKey> key = leaf.key();
  if (!key || !key->is_elliptic()) {
    out.check = failed("signature-untrusted", "a certificate for a key on P-256, P-384 or P-521", "a key of another kind",
                       "is by a certificate whose key the format does not allow");
    return out;
  }
  const std::vector<Certificate> others(chain.begin() + 1, chain.end());
  if (const auto why = distrust(leaf, others, trust.anchors, trust.now)) {
    out.check = failed("signature-untrusted", "a certificate that leads to a given one", *why,
                       "is by a certificate that is not trusted");
  } else if (verify_envelope(bundle.envelope, *key)) {
    out.check = verified(*key, "is by a certificate that leads to a given one");
  } else {
    out.check = does_not_fit(bundle.envelope, *key);
  }
  return out;
}

SignatureResult by_root(const Bundle& bundle, const Trust& trust) {
  SignatureResult out;
  const KeylessResult result = check_keyless(bundle, *trust.root);
  out.signer = result.signer();
  if (result.why_not) {
    out.check = failed(result.code, "a signature that the trusted root leads to", *result.why_not, "is not trusted");
    return out;
  }
  if (trust.identity.empty() || trust.oidc_issuer.empty()) {
    out.check = not_verified("--identity and --oidc-issuer: whom the signature must be of",
                             "is genuine and by " + out.signer + ", but nobody said that it should be");
    return out;
  }
  bool is_named = false;
  for (const std::string& name : result.names) is_named = is_named || name == trust.identity;
  if (!is_named || result.oidc_issuer != trust.oidc_issuer) {
    out.check = failed("signature-other-identity", trust.identity + " (" + trust.oidc_issuer + ")", out.signer, "is by somebody else");
    return out;
  }
  out.check = {State::verified, {}, {}, "signature", {}, {}, "is by " + out.signer + ", as the trusted root's log and authority say"};
  return out;
}

std::string claimed_signer(const Bundle& bundle) {
  if (bundle.method == SigningMethod::key) {
    return bundle.hint.empty() ? "the key inside the bundle (claimed)" : "key " + display_short(bundle.hint, 16) + " (claimed)";
  }
  const Result<Certificate> leaf = Certificate::from_der(bundle.certificates.front());
  if (!leaf) return "a certificate that cannot be read";
  if (bundle.method == SigningMethod::keyless) return keyless_signer(*leaf) + " (claimed)";
  return display(leaf->subject()) + ", issued by " + display(leaf->issuer()) + " (claimed)";
}

}  // namespace

SignatureResult check_signature(const Bundle& bundle, const Trust& trust) {
  if (!trust.keys.empty() && (bundle.method == SigningMethod::key || trust.anchors.empty())) return by_keys(bundle, trust);
  if (bundle.method == SigningMethod::certificate && !trust.anchors.empty()) return by_chain(bundle, trust);
  if (bundle.method == SigningMethod::keyless && trust.root) return by_root(bundle, trust);
  SignatureResult out;
  out.signer = claimed_signer(bundle);
  switch (bundle.method) {
    case SigningMethod::key:
      out.check = not_verified("--key PUB.pem", "was not verified: no public key was given, and what a bundle says of its key proves nothing");
      break;
    case SigningMethod::certificate:
      out.check = not_verified("--certificate-chain CA.pem", "was not verified: no certificate was given that its chain could lead to");
      break;
    case SigningMethod::keyless:
      out.check = not_verified("--trusted-root ROOT.json", "was not verified: it is keyless, and no trusted root was given to judge it offline");
      break;
  }
  return out;
}

}  // namespace modelaudit::integrity
