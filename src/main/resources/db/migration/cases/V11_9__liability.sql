-- What a responsibility means for who pays. A code without one says what the code it belongs to says; at the root it is a defect.
alter table cases.fault_code add column liability text
    constraint fault_code_liability_known check (liability in ('UNKNOWN', 'DEFECT', 'MISUSE', 'CUSTOMER_DAMAGE', 'THIRD_PARTY', 'FORCE_MAJEURE'));

update cases.fault_code
   set liability = case code when 'resp-user' then 'MISUSE' when 'resp-third-party' then 'THIRD_PARTY' else 'FORCE_MAJEURE' end
 where code in ('resp-user', 'resp-third-party', 'resp-force-majeure');
