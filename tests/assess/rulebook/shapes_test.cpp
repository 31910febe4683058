// The loader's tables and the XSDs say the same: elements, attributes, which are required, and
// every vocabulary.
#include "assess/rulebook/shapes.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "assess/rulebook/words.h"

using namespace modelaudit;
using namespace modelaudit::assess;

namespace {

const std::filesystem::path kSchemas =
    std::filesystem::path(MODELAUDIT_SOURCE_DIR) / "rules" / "schema";

struct Element {
  std::map<std::string, bool> attributes;  // name → required
  std::map<std::string, char> children;    // name → ! ? * +
  bool text = false;
};

char mark_of(const pugi::xml_node& element) {
  const bool optional = std::string_view(element.attribute("minOccurs").value()) == "0";
  const bool many = std::string_view(element.attribute("maxOccurs").value()) == "unbounded";
  return many ? (optional ? '*' : '+') : (optional ? '?' : '!');
}

class Schema {
 public:
  explicit Schema(const std::string& name) {
    BOOST_REQUIRE(common_.load_file((kSchemas / "common.xsd").c_str()));
    BOOST_REQUIRE(own_.load_file((kSchemas / (name + ".xsd")).c_str()));
    const pugi::xml_node root = own_.document_element().child("xs:element");
    read_element(root);
  }

  const std::map<std::string, Element>& elements() const { return elements_; }

 private:
  pugi::xml_node type_named(const std::string& name) const {
    for (const pugi::xml_document* document : {&own_, &common_}) {
      for (const pugi::xml_node type : document->document_element().children()) {
        if (name == type.attribute("name").value()) return type;
      }
    }
    return {};
  }

  void read_type(const pugi::xml_node& type, Element& element) {
    if (std::string_view(type.name()) == "xs:simpleType") element.text = true;
    const pugi::xml_node extension = type.child("xs:simpleContent").child("xs:extension");
    if (extension) element.text = true;
    for (const pugi::xml_node holder : {type, extension}) {
      for (const pugi::xml_node attribute : holder.children("xs:attribute")) {
        element.attributes.emplace(
            attribute.attribute("name").value(),
            std::string_view(attribute.attribute("use").value()) == "required");
      }
    }
    for (const char* group : {"xs:sequence", "xs:choice"}) {
      const pugi::xml_node children = type.child(group);
      for (const pugi::xml_node child : children.children("xs:element")) {
        const bool repeated =
            std::string_view(children.name()) == "xs:choice";  // each in any number
        element.children.emplace(child.attribute("name").value(), repeated ? '*' : mark_of(child));
        read_element(child);
      }
    }
  }

  void read_element(const pugi::xml_node& node) {
    Element element;
    pugi::xml_node type = node.child("xs:complexType");
    if (!type) type = type_named(node.attribute("type").value());
    BOOST_REQUIRE_MESSAGE(type, node.attribute("name").value());
    read_type(type, element);
    elements_[node.attribute("name").value()] = element;
  }

  pugi::xml_document common_, own_;
  std::map<std::string, Element> elements_;
};

Element element_of(const ElementShape& shape) {
  Element element;
  element.text = shape.children == "#";
  for (const std::string_view word : split_blanks(shape.attributes)) {
    const bool required = word.back() == '!';
    element.attributes.emplace(word.substr(0, word.size() - (required ? 1 : 0)), required);
  }
  if (element.text) return element;
  for (const std::string_view word : split_blanks(shape.children)) {
    element.children.emplace(word.substr(0, word.size() - 1), word.back());
  }
  return element;
}

/// The enumeration of a simple type by its name, anywhere in a schema; or of the attribute or
/// element of that name.
std::set<std::string> enumeration(const std::string& file, const std::string& name) {
  pugi::xml_document document;
  BOOST_REQUIRE(document.load_file((kSchemas / file).c_str()));
  std::set<std::string> words;
  for (const pugi::xpath_node& found :
       document.select_nodes(("//*[@name='" + name + "']//xs:enumeration").c_str())) {
    words.insert(found.node().attribute("value").value());
  }
  return words;
}

std::set<std::string> set_of(Words words) { return {words.begin(), words.end()}; }

void same(const std::set<std::string>& xsd, const std::set<std::string>& table) {
  BOOST_CHECK_EQUAL_COLLECTIONS(xsd.begin(), xsd.end(), table.begin(), table.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shapes)

BOOST_AUTO_TEST_CASE(every_schema_has_the_shapes_of_the_loader) {
  for (const char* name :
       {"license", "obligations", "findings", "families", "architectures", "tags", "urls",
        "jurisdictions", "openness", "signatures", "incompatible", "notices", "separators"}) {
    BOOST_TEST_CONTEXT(name) {
      const Schema schema(name);
      const std::span<const ElementShape> shapes = shapes_of(name);
      BOOST_TEST(shapes.size() == schema.elements().size());
      for (const ElementShape& shape : shapes) {
        BOOST_TEST_CONTEXT(shape.name) {
          const auto found = schema.elements().find(std::string(shape.name));
          BOOST_REQUIRE(found != schema.elements().end());
          const Element table = element_of(shape);
          BOOST_TEST(table.text == found->second.text);
          BOOST_TEST((table.attributes == found->second.attributes));
          BOOST_TEST((table.children == found->second.children));
        }
      }
    }
  }
  BOOST_TEST(shapes_of("policy").empty());
}

BOOST_AUTO_TEST_CASE(every_vocabulary_is_that_of_the_schema) {
  same(enumeration("common.xsd", "mark"), set_of(kMarks));
  same(enumeration("common.xsd", "severity"), set_of(kSeverities));
  same(enumeration("common.xsd", "yes-no"), set_of(kYesNo));
  same(enumeration("license.xsd", "license-class"), set_of(kLicenseClasses));
  same(enumeration("license.xsd", "kind"), set_of(kLicenseKinds));
  same(enumeration("license.xsd", "follow"), set_of(kFollow));
  same(enumeration("license.xsd", "role"), set_of(kTextRoles));
  same(enumeration("obligations.xsd", "use"), set_of(kUses));
  same(enumeration("findings.xsd", "finding-class"), set_of(kFindingClasses));
  same(enumeration("families.xsd", "grade"), set_of(kGrades));
  same(enumeration("architectures.xsd", "kind"), set_of(kArchitectureKinds));
  same(enumeration("tags.xsd", "confidence"), set_of(kConfidences));
  same(enumeration("urls.xsd", "kind"), set_of(kUrlKinds));
  same(enumeration("jurisdictions.xsd", "strength"), set_of(kStrengths));
  same(enumeration("signatures.xsd", "kind"), set_of(kSignKinds));
  std::set<std::string> checks;
  for (const CheckWord& check : kChecks) checks.emplace(check.name);
  same(enumeration("obligations.xsd", "check"), checks);
}

BOOST_AUTO_TEST_SUITE_END()
