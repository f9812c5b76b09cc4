// SPDX-License-Identifier: Apache-2.0
#include "tests/fixers/FixerCase.h"

namespace otto::test {
namespace {

Provenance from(const Message& message, bool isAnswer)
{
    Provenance provenance;
    provenance.id = message.envelope.id;
    provenance.time = message.envelope.time;
    provenance.arrivedAt = message.envelope.time;
    provenance.isAnswer = isAnswer;
    return provenance;
}

}  // namespace

FixerCase FixerCase::paymentAt(PaymentStatus at, const std::string& amount)
{
    FixerCase one;
    one.payment.id = PaymentId("PMT-1");
    one.take(added("PMT-1", kStart, amount));
    if (at == PaymentStatus::Failed) {
        one.take(failed("PMT-1", 4, kStart + Duration{5000}));
    } else {
        one.take(status("PMT-1", at, 4, kStart + Duration{5000}));
    }
    return one;
}

FixerCase& FixerCase::take(const Message& message)
{
    payment.applyFact(message, from(message, false));
    return *this;
}

FixerCase& FixerCase::answered(System source, Body body, Instant at)
{
    Message request;
    request.envelope.id = MessageId("request-" + std::to_string(++m_answers));
    request.envelope.subject = payment.id.value;
    request.envelope.correlationId = payment.id.value;
    const Message message = answer(source, request, at, std::move(body));
    payment.applyAnswer(message, from(message, true));
    return *this;
}

FixerCase& FixerCase::trnAnswered(AnswerResult result, Instant at, bool isConclusive)
{
    GetTrnRs body;
    body.head.result = result;
    body.head.conclusive = isConclusive;
    body.head.asOf = at;
    if (result == AnswerResult::Found) {
        FoundTransaction found;
        found.trnRcptId = "889120017";
        found.eftTrnId = "PMT-1-D1";
        found.drCr = DrCr::Debit;
        found.amount = usd("125.50");
        found.actIntentKey = "AK-1";
        body.transactions.push_back(found);
    }
    return answered(System::Wso2, body, at);
}

FixerCase& FixerCase::enter(const std::string& name, const std::string& value)
{
    m_input[name] = value;
    return *this;
}

FixerPlan FixerCase::plan(const std::string& fixer, Instant now) const
{
    return planFixer(*findFixer(fixer), payment, m_input, now);
}

std::string FixerCase::refusal(const std::string& fixer) const
{
    const FixerPlan made = plan(fixer);
    return made.refusal ? made.refusal->code : std::string();
}

Body FixerCase::command(const std::string& fixer) const
{
    FixerPlan made = plan(fixer);
    CommandHead& head = *commandHead(made.command);
    head.commandId = CommandId("command-1");
    head.target = made.target;
    head.paymentId = payment.id;
    head.expectedVersion = made.expectedVersion;
    return made.command;
}

Message statusWithReason(PaymentStatus to, std::uint32_t version, const std::string& code)
{
    Message message = status("PMT-1", to, version, kStart + Duration{1000 * version});
    std::get<PaymentStatusChanged>(message.body).reason = Reason{"PAYCENTER", code, std::nullopt};
    return message;
}

Message postingFact(const std::string& receipt, std::uint32_t version, Instant at,
                    const std::string& amount)
{
    Message message = posted("PMT-1", at, amount);
    std::get<TrnAdded>(message.body).trnRcptId = receipt;
    message.envelope.entityVersion = version;
    message.envelope.id = MessageId("posting-" + receipt + "-" + std::to_string(version));
    return message;
}

Message reconFact(ReconResult result, std::uint32_t version, Instant at)
{
    PaymentReconciled body;
    body.paymentId = PaymentId("PMT-1");
    body.runId = "RUN-1";
    body.result = result;
    return fact(System::Recon, "PMT-1", version, at, body);
}

}  // namespace otto::test
