// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/SampleRecords.h"

namespace otto::test {
namespace {

using cel::Arena;
using cel::Type;
using cel::Value;

template <typename Record>
const Record& as(const void* object)
{
    return *static_cast<const Record*>(object);
}

Value postingValue(const SamplePosting& posting, Arena&)
{
    return Value::record(&posting, &postingType());
}

Value tagValue(const std::string& tag, Arena&)
{
    return Value::string(tag);
}

}  // namespace

const cel::RecordType& postingType()
{
    static const cel::RecordType kType(
        "Posting",
        {
            {"account", Type::string(),
             [](const void* o, Arena&) { return Value::string(as<SamplePosting>(o).account); }},
            {"amount", Type::money(),
             [](const void* o, Arena&) { return Value::money(as<SamplePosting>(o).amount); }},
            {"side", Type::string(),
             [](const void* o, Arena&) { return Value::string(as<SamplePosting>(o).side); }},
        });
    return kType;
}

const cel::RecordType& paymentType()
{
    static const cel::RecordType kType(
        "Payment",
        {
            {"id", Type::string(),
             [](const void* o, Arena&) { return Value::string(as<SamplePayment>(o).id); }},
            {"status", Type::string(),
             [](const void* o, Arena&) { return Value::string(as<SamplePayment>(o).status); }},
            {"rail", Type::string(),
             [](const void* o, Arena&) { return Value::string(as<SamplePayment>(o).rail); }},
            {"amount", Type::money(),
             [](const void* o, Arena&) { return Value::money(as<SamplePayment>(o).amount); }},
            {"attempts", Type::integer(),
             [](const void* o, Arena&) { return Value::integer(as<SamplePayment>(o).attempts); },
             [](const void* o) { return as<SamplePayment>(o).attempts != 0; }},
            {"createdAt", Type::timestamp(),
             [](const void* o, Arena&) {
                 return Value::timestamp(as<SamplePayment>(o).createdAt);
             }},
            {"settledAt", Type::timestamp(),
             [](const void* o, Arena&) {
                 const auto& at = as<SamplePayment>(o).settledAt;
                 return at ? Value::timestamp(*at) : Value::null();
             }},
            {"isUrgent", Type::boolean(),
             [](const void* o, Arena&) { return Value::boolean(as<SamplePayment>(o).isUrgent); }},
            {"postings", Type::list(Type::record(&postingType())),
             [](const void* o, Arena&) {
                 return Value::list(&as<SamplePayment>(o).postings,
                                    &cel::kVectorView<SamplePosting, postingValue>);
             }},
            {"tags", Type::list(Type::string()),
             [](const void* o, Arena&) {
                 return Value::list(&as<SamplePayment>(o).tags,
                                    &cel::kVectorView<std::string, tagValue>);
             }},
        });
    return kType;
}

cel::Schema sampleSchema()
{
    cel::Schema schema;
    schema.addRecordType(&paymentType());
    schema.addRecordType(&postingType());
    schema.addVariable("payment", Type::record(&paymentType()));
    schema.addVariable("now", Type::timestamp());
    schema.addVariable("limit", Type::integer());
    schema.addVariable("names", Type::list(Type::string()));
    schema.addVariable("scores", Type::map(Type::string(), Type::number()));
    schema.addVariable("any", Type::dyn());
    return schema;
}

std::vector<cel::Value> sampleVariables(const SamplePayment& payment, cel::Arena& arena)
{
    const auto names = arena.array<Value>(3);
    names[0] = Value::string("ann");
    names[1] = Value::string("bob");
    names[2] = Value::string("zoë");
    const auto scores = arena.array<cel::MapEntry>(2);
    scores[0] = {Value::string("ann"), Value::number(1.5)};
    scores[1] = {Value::string("bob"), Value::number(-2)};
    return {Value::record(&payment, &paymentType()),
            Value::timestamp(Instant{1'772'467'200'000}),
            Value::integer(3),
            Value::list(names),
            Value::map(scores, arena),
            Value::string("anything")};
}

SamplePayment samplePayment()
{
    SamplePayment payment;
    const Currency usd;
    payment.postings = {{"debtor", Money{-12550, usd}, "debit"},
                        {"creditor", Money{12550, usd}, "credit"}};
    payment.tags = {"late", "manual"};
    return payment;
}

}  // namespace otto::test
