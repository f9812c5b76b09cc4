// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace otto::cel {

/// A static type as the checker sees it (langdef "Gradual Type Checking"). A value, cheap to copy.
class Type
{
public:
    enum class Tag : std::uint8_t {
        /// Anything; decided at run time.
        Dyn,
        Null,
        Bool,
        Int,
        Uint,
        Double,
        String,
        Bytes,
        Timestamp,
        Duration,
        Money,
        List,
        Map,
        /// The type of a type value.
        Type,
        Record,
        /// A parameter of an overload, such as A in `size(list(A))`.
        Parameter,
    };

    /// Dyn.
    Type() = default;

    static Type dyn() { return Type(Tag::Dyn); }
    static Type null() { return Type(Tag::Null); }
    static Type boolean() { return Type(Tag::Bool); }
    static Type integer() { return Type(Tag::Int); }
    static Type unsignedInteger() { return Type(Tag::Uint); }
    static Type number() { return Type(Tag::Double); }
    static Type string() { return Type(Tag::String); }
    static Type bytes() { return Type(Tag::Bytes); }
    static Type timestamp() { return Type(Tag::Timestamp); }
    static Type duration() { return Type(Tag::Duration); }
    static Type money() { return Type(Tag::Money); }
    static Type typeOfType() { return Type(Tag::Type); }
    static Type list(Type element);
    static Type map(Type key, Type value);
    /// The record type must outlive every schema and program that names it.
    static Type record(const RecordType* type);
    /// A type parameter; equal numbers within one overload are the same type.
    static Type parameter(std::uint32_t number);

    [[nodiscard]] Tag tag() const { return m_tag; }
    [[nodiscard]] bool isDyn() const { return m_tag == Tag::Dyn; }
    /// Of List.
    [[nodiscard]] const Type& element() const { return (*m_arguments)[0]; }
    /// Of Map.
    [[nodiscard]] const Type& key() const { return (*m_arguments)[0]; }
    [[nodiscard]] const Type& value() const { return (*m_arguments)[1]; }
    /// Of Record.
    [[nodiscard]] const RecordType* recordType() const { return m_record; }
    /// Of Parameter.
    [[nodiscard]] std::uint32_t parameterNumber() const { return m_number; }

    /// `list(int)`, `map(string, dyn)`, a record's name.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Type& a, const Type& b);

private:
    explicit Type(Tag tag) : m_tag(tag) {}

    Tag m_tag = Tag::Dyn;
    std::uint32_t m_number = 0;
    const RecordType* m_record = nullptr;
    std::shared_ptr<const std::vector<Type>> m_arguments;
};

}  // namespace otto::cel
