// The screens of this place, which a browser loads together.
export { AffiliateScreen } from "./affiliate.tsx";
export { AffiliatesScreen } from "./affiliates.tsx";
export { ApplicationsScreen } from "./applications.tsx";
export { NewAffiliateScreen } from "./new_affiliate.tsx";
export { SignUpQuestionsScreen } from "./sign_up_questions.tsx";
