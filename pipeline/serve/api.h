// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the server answers below /api, as openapi.json describes it; the page asks nothing else.
//
//   Api api(collection, pictures);
//   Answer answer = api.Handle({.method = "GET", .path = "/api/batch"});
//
// Thread safe.
#pragma once

#include "pipeline/serve/collection.h"
#include "pipeline/serve/exchange.h"
#include "pipeline/serve/pictures.h"

namespace planrec::serve {

class Api {
 public:
  Api(Collection& collection, Pictures& pictures) : collection_(collection), pictures_(pictures) {}

  Answer Handle(const Request& request);

 private:
  Answer Batch(const Request& request);
  Answer Cards(const Request& request);
  Answer Group(const Request& request);
  Answer Records(const Request& request);
  Answer Agencies(const Request& request);
  Answer Record(const std::string& id, const std::string& part, const Request& request);
  Answer Page(const Loaded& loaded, const std::string& number, const Request& request);
  /// The card of a question; null where it was answered meanwhile.
  Json CardOf(const QuestionRef& member);
  Json CardsOf(const std::vector<CardGroup>& groups);

  Collection& collection_;
  Pictures& pictures_;
};

}  // namespace planrec::serve
